import LenetCards
import LenetCommands
import LenetShell
import LenetSyntax
import Testing

@Suite struct CompletionTests {
    private static func session(_ script: String = "") -> Session {
        let session = Session(output: CollectedOutput())
        session.settings.quiet = true
        _ = session.run(script, name: "test")
        return session
    }

    private func words(_ before: String, in session: Session) -> [String] { Completion(session).answer(before).candidates.map(\.text) }

    @Test(arguments: [
        ("tra", "train"), ("train wi", "with"), ("train with ada", "adam"), ("train with sgd mom", "momentum"),
        ("train with adam loss cross", "cross_entropy"), ("load di", "digits"), ("show sam", "samples"), ("model lenet", "lenet5"),
        ("dialect to", "torch"), ("compare [sgd, ada", "adam"), ("print my_", "my_rate"), ("help optimi", "optimizers"),
        ("evaluate on val", "validation"), ("let run = tra", "train"), ("train with adam schedule cos", "cosine"), ("set pro", "progress"),
        ("set progress o", "off"), ("train with adam lr my", "my_rate"), ("train with my", "my_rule"), ("train with my_rule be", "beta1"),
        ("train with adam until acc", "accuracy"), ("time tra", "train"), ("time train wi", "with"), ("load digits tr", "train"),
        ("load mnist o", "or"), ("load mnist or di", "digits"), ("print model.para", "parameters"), ("print model.history[0].test_a", "test_accuracy"),
        ("adam(l", "lr:"), ("compare [sgd(mom", "momentum:"), ("model small(wi", "width:"), ("print round(my", "my_rate"), ("print \"{my", "my_rate"),
        ("model x {\n    co", "conv"), ("model x {\n    conv 3 5x5 re", "relu"), ("model x {\n    conv 3 5x5 sa", "same"), ("resume pa", "pause"),
        ("save se", "session"), ("save session t", "to"), ("examples tra", "train"), ("show my", "my_rate"), ("show den", "dense1"),
        ("show dense1.we", "weight"), ("for x in my", "my_rate"), ("if my", "my_rate"), ("i", "include"), ("optimizer x = ad", "adam"),
        ("watch den", "dense1"), ("watch dense1.we", "weight"), ("watch dense1.bias[0], den", "dense2"), ("watch no", "nothing"),
        ("step wi", "with"), ("step with ada", "adam"), ("step 10 un", "until"), ("step with sgd mom", "momentum"), ("step with adam on ros", "rosenbrock"),
        ("step with adam on bowl(con", "condition:"), ("step with adam on bowl fr", "from"), ("step with adam schedule cos", "cosine"),
        ("step until acc", "accuracy"), ("step until prev", "previous_loss"), ("step until loss < prev", "previous_loss"), ("step ver", "verbose"),
        ("step on bowl until dist", "distance"), ("when prev", "previous_loss"), ("train with adam until loss < my", "my_rate"),
        ("show runs where opti", "optimizer"), ("forget wa", "walk"),
    ])
    func offers(before: String, word: String) {
        let session = Self.session(
            "let my_rate = 1\nlet my_rule = adam(lr: 0.1)\nmodel small(width = 8) { dense width; dense 10 }\nmodel small")
        session.training?.history = [HistoryRowSample.row]
        #expect(words(before, in: session).contains(word), "\(words(before, in: session))")
    }

    @Test func anOptionIsOfferedOnce() {
        #expect(words("train with adam epochs 5 ep", in: Self.session()) == ["epsilon"])
    }

    /// What is offered in a condition is known there: on the network, and on a landscape.
    @Test(arguments: ["load digits train 60\nmodel softmax_regression\nstep with sgd", "step with sgd lr 0.01 on bowl"])
    func whatAConditionIsOfferedItKnows(script: String) {
        let session = Self.session(script)
        let plain = Set(words("print ", in: session))
        let offered = words("step until ", in: session).filter { !plain.contains($0) }
        #expect(offered.contains("previous_loss") && offered.contains("step") && offered.contains(script.hasSuffix("bowl") ? "y" : "test_accuracy"))
        for name in offered {
            #expect(session.run("step 1 until \(name) > 1e9", name: "test") == .fine, "\(name)")
        }
        // What only another statement knows is not offered.
        #expect(!words("train with adam until prev", in: session).contains("previous_loss"))
        #expect(offered.contains("accuracy") != script.hasSuffix("bowl"))
    }

    @Test func filesAreOfferedInQuotes() {
        let session = Self.session("cd \"/\"")
        #expect(words("load idx \"et", in: session) == ["etc/"])
        #expect(words("include \"/et", in: session) == ["etc/"])
        #expect(words("cd \"/etc/host", in: session).contains("hosts"))
        #expect(Completion(session).answer("include \"/etc/hos").word == "hos")
        #expect(words("print \"et", in: session).isEmpty)
    }

    @Test func choicesAreExplained() {
        let answer = Completion(Self.session()).answer("train with ada")
        #expect(answer.candidates.count > 1)
        #expect(answer.candidates.allSatisfy { !$0.summary.isEmpty })
        let list = Completion.list(answer.candidates, rows: 24, columns: 80)
        #expect(list.count == answer.candidates.count && list.allSatisfy { $0.count < 80 })
        // More than the screen takes are words in columns.
        #expect(Completion.list(answer.candidates, rows: 6, columns: 80).count <= answer.candidates.count)
    }
}

/// At every boundary of every statement, from the cards: what is offered is what the parser takes there.
@Suite struct CompletionBoundaryTests {
    struct Boundary: CustomTestStringConvertible, Sendable {
        var text: String
        var card: Card
        var used: Set<String>
        var testDescription: String { text }
    }

    private static func sample(_ parameter: Parameter) -> String {
        if parameter.role == .flag { return "" }
        return " " + (parameter.name == "on" || parameter.name == "of" ? "test" : parameter.exampleText)
    }

    /// Each option after each number of others, the list of options turned once round.
    static let boundaries: [Boundary] = StatementCatalogue.cards.flatMap { card in
        ([(card.keyword, card)] + card.topics.map { ("\(card.keyword) \($0.keyword)", $0) }).flatMap { head, card -> [Boundary] in
            // What takes a whole statement has no boundary of its own behind it.
            if card.parameters.contains(where: { $0.domain == .statement }) { return [] }
            let objects = card.parameters.filter { $0.role == .positional && $0.default == .required }.map(sample).joined()
            let options = card.parameters.filter { $0.role != .positional }
            if head == card.keyword, !card.topics.isEmpty, card.parameters.isEmpty { return [] }
            guard !options.isEmpty else { return [Boundary(text: head + objects, card: card, used: [])] }
            return options.indices.flatMap { turn in
                (0...options.count).map { count in
                    let said = (0..<count).map { options[(turn + $0) % options.count] }
                    return Boundary(
                        text: head + objects + said.map { " \($0.name)\(sample($0))" }.joined(), card: card, used: Set(said.map(\.name)))
                }
            }
        }
    }

    @Test func thereAreBoundaries() {
        #expect(Self.boundaries.count > 60)
        #expect(Set(Self.boundaries.map { $0.text.prefix { $0 != " " } }).count >= StatementCatalogue.cards.count - 2)
    }

    @Test(arguments: boundaries)
    func whatIsOfferedIsTaken(_ boundary: Boundary) {
        let session = Session(output: CollectedOutput())
        let completion = Completion(session)
        func parses(_ text: String) -> Bool { !session.parse(text, name: "test").hasErrors }
        let needed = boundary.card.parameters.filter { $0.role == .option && $0.default == .required }.map(\.name)
        #expect(parses(boundary.text) == boundary.used.isSuperset(of: needed))

        // What must be said and is not yet, besides the option at hand.
        func rest(_ option: Parameter? = nil) -> String {
            boundary.card.parameters.filter { needed.contains($0.name) && !boundary.used.contains($0.name) && $0.name != option?.name }
                .map { " \($0.name)\(Self.sample($0))" }.joined()
        }

        let options = boundary.card.parameters.filter { $0.role != .positional }
        let offered = completion.answer(boundary.text + " ").candidates.map(\.text)
        for option in options {
            #expect(offered.contains(option.name) == !boundary.used.contains(option.name), "\(option.name) after '\(boundary.text)'")
        }
        for option in options where option.role == .option && !boundary.used.contains(option.name) {
            let before = "\(boundary.text) \(option.name)"
            #expect(parses(before + Self.sample(option) + rest(option)))
            // The beginning of its word brings it, and its values are values.
            let half = option.name.prefix((option.name.count + 1) / 2)
            #expect(completion.answer("\(boundary.text) \(half)").candidates.contains { $0.text == option.name })
            let values = completion.answer(before + " ").candidates
            switch option.domain {
            case .name, .word, .source: #expect(!values.isEmpty, "after '\(before)'")
            default: break
            }
            for value in values where value.ending != "(" { #expect(parses("\(before) \(value.text)" + rest(option)), "\(before) \(value.text)") }
        }
        if boundary.card.takesRuleOptions, boundary.used.contains("with") {
            for parameter in session.library.hyperparameters(of: "adam", dialect: .keras) where !options.contains(where: { $0.name == parameter.name }) {
                #expect(offered.contains(parameter.name), "\(parameter.name) after '\(boundary.text)'")
                #expect(parses("\(boundary.text) \(parameter.name)" + (parameter.role == .flag ? "" : " 0.5") + rest()))
            }
        }
    }

    /// Objects and topics, at the place right behind the verb.
    @Test(arguments: StatementCatalogue.cards.map(\.keyword))
    func behindTheVerb(verb: String) throws {
        let session = Session(output: CollectedOutput())
        let card = try #require(StatementCatalogue.cards.first { $0.keyword == verb })
        let offered = Completion(session).answer(verb + " ").candidates
        for topic in card.topics { #expect(offered.contains { $0.text == topic.keyword }) }
        for candidate in offered where candidate.ending != "(" && candidate.text != "or" {
            // Alone it may lack a value; that must be all that it lacks.
            let required = card.parameters.filter { $0.role == .option && $0.default == .required }
            let block = card.parameters.contains { $0.domain == .block } ? " > 1 { pause }" : ""
            let rest = required.map { " \($0.name)" + Self.sample($0) }.joined() + block
            let isWhole = !session.parse("\(verb) \(candidate.text)" + rest, name: "test").hasErrors
            let option = (card.parameters + card.topics.flatMap(\.parameters)).contains { $0.name == candidate.text }
            let isVerb = StatementCatalogue.verbs.contains(candidate.text)
            let isTerm = Glossary.term(candidate.text) != nil
            #expect(isWhole || option || isVerb || isTerm || card.topics.contains { $0.keyword == candidate.text }, "\(verb) \(candidate.text)")
        }
        #expect(Completion(session).answer(String(verb.dropLast())).candidates.contains { $0.text == verb })
    }
}
