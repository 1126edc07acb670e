import LenetCards
import LenetData
import LenetEngine
import LenetRules
import LenetSyntax

/// What is checked of a sentence: its words by its card, the rule, loss and schedule it writes out, the shapes of a model.
extension Checker {
    func sentence(_ sentence: Sentence) {
        guard let statement = StatementCatalogue.named(sentence.verb.text) else { return }
        if findings.isInWhen, Session.moving.contains(sentence.verb.text) {
            return report(Failure(.past(.movesInWhen(sentence.verb.text)), at: sentence.verb.span))
        }
        if sentence.verb.text == "when" { return checkWhen(sentence) }
        if sentence.verb.text == "lesson" { findings.hasLesson = true }
        if session.grammar.lineWords.contains(sentence.verb.text) { return checkLineWord(sentence) }
        // From here on it is a name, and so is the way that it leaves.
        if sentence.verb.text == "branch", case .name(let name)? = sentence.objects.first?.form {
            findings.blocks[0].formUnion([name, Branch.mainName])
        }
        var card = statement.card
        if let topic = sentence.topic, let own = card.topics.first(where: { $0.keyword == topic.text }) { card = own }
        let places = card.parameters.filter { $0.role == .positional }
        for (index, object) in sentence.objects.enumerated() {
            value(object, places.indices.contains(index) ? places[index] : places.last)
        }
        var settings: [RuleSetting] = []
        var ofSecond: [RuleSetting] = []
        var isSecond = false
        var isKnown = true
        for clause in sentence.clauses {
            if clause.name.text == card.secondRule { isSecond = true }
            let parameter = card.parameters.first { $0.name == clause.name.text }
            if parameter == nil, card.takesRuleOptions {
                let phrase = [sentence.verb.text, sentence.topic?.text].compactMap { $0 }.joined(separator: " ")
                if let problem = session.misspelt(clause, in: card, of: phrase, isVariable: isVariable) {
                    report(Failure(problem, at: clause.name.span))
                    continue
                }
            }
            if let given = clause.value { value(given, parameter, of: sentence) }
            guard parameter == nil else { continue }
            guard card.takesRuleOptions else {
                // The parser refuses what no card declares.
                continue
            }
            if let given = clause.value, !isLiteral(given) {
                isKnown = false
            } else if let setting = try? clause.value.map({ try Evaluator(session).setting(try Evaluator(session).evaluate($0), at: $0.span) }) ?? .flag(true) {
                let setting = RuleSetting(clause.name, setting, valueSpan: clause.value?.span)
                if isSecond { ofSecond.append(setting) } else { settings.append(setting) }
            }
        }
        if isKnown, card.takesRuleOptions {
            let variants = sentence.verb.text == "sweep" ? SweepGrid.variants(settings) : [settings]
            for settings in variants {
                let ofSchedule = scheduleSettings(sentence, settings)
                let others = settings.filter { !ofSchedule.contains($0) }
                let ofLoss = lossSettings(sentence, others)
                let ofRule = others.filter { !ofLoss.contains($0) }
                checkRule(sentence, ofRule, ofSchedule)
                if card.namesSeveralRules, let setting = ofRule.first {
                    report(Failure(.settingOfSeveral(setting.name.text, example: Self.severalRules), at: setting.name.span))
                }
            }
            if isSecond { checkSecondRule(sentence, ofSecond) }
            let ofLoss = lossSettings(sentence, variants[0].filter { !scheduleSettings(sentence, variants[0]).contains($0) })
            if let loss = sentence.clauses.first(where: { $0.name.text == "loss" })?.value, case .name(let name) = loss.form,
                LossCatalogue.type(named: name) != nil, !isVariable(name)
            {
                do { _ = try session.loss(RuleChoice(name: name, settings: ofLoss, span: loss.span)) } catch { report(error) }
            }
        }
        if sentence.verb.text == "dialect", case .name(let name)? = sentence.objects.first?.form, let dialect = Dialect(rawValue: name) {
            session.dialect = dialect
        }
        if sentence.verb.text == "model" { checkModel(sentence) }
        checkLandscape(sentence)
    }

    /// `check`, `next`: of a lesson that the script has begun, or names.
    private func checkLineWord(_ sentence: Sentence) {
        let word = sentence.verb
        let isName = sentence.objects.isEmpty && (isVariable(word.text) || session.definitionKind(of: word.text) != nil || findings.later.contains(word.text))
        if !isName, !findings.hasLesson, session.lesson == nil { report(Failure(.lesson(.none(word.text)), at: word.span)) }
    }

    func value(_ written: Expression, _ parameter: Parameter?, of sentence: Sentence? = nil) {
        guard let parameter else { return expression(written) }
        if case .either(let domains) = parameter.domain, case .name(let word) = written.form, !isVariable(word) {
            if parameter.domain.takesWord(word) { return }
            for case .name(let kinds, _) in domains { return named(written, kinds) }
        }
        if case .either(let domains) = parameter.domain, case .list(let elements) = written.form {
            for case .list(.name(let kinds, _)) in domains {
                for element in elements { named(element, kinds) }
                return
            }
        }
        switch parameter.domain {
        case .newName, .block, .expressions: break
        case .word(let words):
            guard case .name(let word) = written.form else { return expression(written) }
            if words.contains(word) || isVariable(word) { return }
            report(
                Failure(
                    .unknownWord(word, of: parameter.name, nearest: Nearest.candidates(word, among: words), all: words), at: written.span))
        case .source:
            guard case .sources(let sources) = written.form else { return }
            for source in sources {
                guard DataCatalogue.source(named: source.name.text) != nil else {
                    unknown(.dataset, source.name.text, [.dataset], at: source.name.span)
                    continue
                }
                if source.path != nil { findings.knowsImageSize = false }
            }
        case .condition where parameter.role == .positional: expression(written)
        case .condition:
            // Tested on a row of the history, or on a recorded run.
            findings.blocks.append(
                parameter.name == "where" ? RecordNames.all(in: session)
                    : Set(HistoryFields.all.map(\.name) + ["loss", "accuracy"]).union(sentence?.verb.text == "step" ? stepNames(sentence) : []))
            expression(written)
            findings.blocks.removeLast()
        case .name(let kinds, _) where kinds.contains(.statement): break
        case .name(let kinds, _): named(written, kinds)
        case .list(.name(let kinds, _)):
            guard case .list(let elements) = written.form else { return expression(written) }
            for element in elements { named(element, kinds) }
        default:
            expression(written)
            guard isLiteral(written), let value = try? Evaluator(session).evaluate(written) else { return }
            do { _ = try DomainCheck.checked(value, parameter, at: written.span) } catch { report(error) }
        }
    }

    func named(_ value: Expression, _ kinds: [Card.Kind]) {
        var name: String?
        if case .name(let word) = value.form { name = word }
        if case .call(let callee, _) = value.form, case .name(let word) = callee.form { name = word }
        guard let name else { return expression(value) }
        if isVariable(name) || session.isName(name, of: kinds) {
            if case .call = value.form { expression(value) }
            return
        }
        unknown(kinds.first ?? .value, name, kinds, at: value.span)
    }

    func unknown(_ kind: Card.Kind, _ name: String, _ kinds: [Card.Kind], at span: Span) {
        report(Failure(session.unknown(kind, name, kinds), at: span))
    }

    /// `train with sgd lr 0.1 nesterov`, `explain sgd lr 0.1`, `show optimizer sgd lr 0.1`: what is written out must fit the rule.
    private func checkRule(_ sentence: Sentence, _ settings: [RuleSetting], _ ofSchedule: [RuleSetting]) {
        let named = ["explain", "show"].contains(sentence.verb.text) ? sentence.objects.first : sentence.clauses.first { $0.name.text == "with" }?.value
        checkRule(named, settings, ofSchedule, sentence.clauses.prefix { $0.name.text != "vs" }, of: sentence)
    }

    /// `explain sgd vs sgd momentum 0.9`
    private func checkSecondRule(_ sentence: Sentence, _ settings: [RuleSetting]) {
        let clauses = sentence.clauses.drop { $0.name.text != "vs" }
        var named = clauses.first?.value
        // The same rule in another dialect.
        if case .name(let word)? = named?.form, Dialect(rawValue: word) != nil { named = sentence.objects.first }
        checkRule(named, settings, [], clauses, of: sentence)
    }

    private func checkRule(
        _ named: Expression?, _ settings: [RuleSetting], _ ofSchedule: [RuleSetting], _ clauses: ArraySlice<Clause>, of sentence: Sentence
    ) {
        guard let with = named, case .name(let name) = with.form,
            !isVariable(name), session.ruleNames.optimizers.contains(name)
        else { return }
        var dialect = session.dialect
        for clause in clauses {
            guard ["as", "vs"].contains(clause.name.text), case .name(let word)? = clause.value?.form else { continue }
            dialect = Dialect(rawValue: word) ?? dialect
        }
        var schedule = schedule(of: sentence)
        schedule?.settings += ofSchedule
        let rule = RuleChoice(name: name, settings: settings, span: with.span)
        let slope = schedule.map { RuleChoice(name: $0.name.text, settings: $0.settings, span: $0.name.span) }
        let key = "\(dialect.rawValue): \(rule.phrase) \(slope?.phrase ?? "")"
        if findings.sound.contains(key) { return }
        do {
            _ = try session.library.use(Name(name, with.span), dialect: dialect, settings: settings, schedule: schedule)
            findings.sound.insert(key)
        } catch {
            var failure = Failure(.rule(error), at: error.place ?? with.span)
            failure.use = sentence.span
            report(failure)
        }
    }

    static let severalRules = "[sgd(momentum: 0.9), adam]"

    /// What stands beside a loss that is written out, or beside the one that holds unless said.
    private func lossSettings(_ sentence: Sentence, _ settings: [RuleSetting]) -> [RuleSetting] {
        let rule = name("with", in: sentence).flatMap { session.ruleNames.optimizers.contains($0) ? $0 : nil }
        return settings.filter { session.isOfLoss($0.name.text, name("loss", in: sentence) ?? Loss.standard.name, rule: rule) }
    }

    /// What stands beside a schedule that is written out.
    private func scheduleSettings(_ sentence: Sentence, _ settings: [RuleSetting]) -> [RuleSetting] {
        guard let schedule = name("schedule", in: sentence), session.ruleNames.schedules.contains(schedule), !isVariable(schedule) else { return [] }
        func place(_ clause: String) -> Span? { sentence.clauses.first { $0.name.text == clause }?.value?.span }
        let words = ScheduleWords(
            schedule: schedule, schedulePlace: place("schedule"), rule: name("with", in: sentence), rulePlace: place("with"),
            loss: name("loss", in: sentence), lossPlace: place("loss"))
        return settings.filter { words.parameter(of: $0.name, in: session) != nil }
    }

    /// The name that a clause says, called or not.
    private func name(_ clause: String, in sentence: Sentence) -> String? {
        guard let value = sentence.clauses.first(where: { $0.name.text == clause })?.value else { return nil }
        if case .call(let callee, _) = value.form, case .name(let name) = callee.form { return name }
        if case .name(let name) = value.form { return name }
        return nil
    }

    /// The schedule of a training, where all of it is written out.
    private func schedule(of sentence: Sentence) -> ScheduleUse? {
        guard let value = sentence.clauses.first(where: { $0.name.text == "schedule" })?.value else { return nil }
        var callee = value
        if case .call(let called, let arguments) = value.form {
            guard arguments.allSatisfy({ isLiteral($0.value) }) else { return nil }
            callee = called
        }
        guard case .name(let name) = callee.form, !isVariable(name), session.ruleNames.schedules.contains(name),
            case .schedule(let choice)? = try? Evaluator(session).evaluate(value)
        else { return nil }
        return ScheduleUse(name: Name(choice.name, choice.span), settings: choice.settings)
    }

    /// `from` has a number for each variable of `on`, where both are written out; a step on a landscape has no words of a network.
    private func checkLandscape(_ sentence: Sentence) {
        func clause(_ name: String) -> Clause? { sentence.clauses.first { $0.name.text == name } }
        guard ["path", "plot", "step"].contains(sentence.verb.text), let landscape = landscape(of: sentence) else { return }
        findings.walked.formUnion(landscape.variables)
        if sentence.verb.text == "step", let word = sentence.clauses.first(where: { WalkStepping.ofNetworks.contains($0.name.text) }) {
            report(Failure(.landscape(.onlyOfNetworks(word.name.text)), at: word.span))
        }
        guard let from = clause("from")?.value, case .list(let numbers) = from.form, numbers.count != landscape.variables.count else { return }
        report(
            Failure(.landscape(.wrongPoint(landscape.name, variables: landscape.variables, given: numbers.count)), at: from.span))
    }

    /// What `on` names, where all of it is written out.
    private func landscape(of sentence: Sentence) -> Landscape? {
        guard let on = sentence.clauses.first(where: { $0.name.text == "on" })?.value else { return nil }
        var callee = on
        if case .call(let called, let arguments) = on.form {
            guard arguments.allSatisfy({ isLiteral($0.value) }) else { return nil }
            callee = called
        }
        guard case .name(let name) = callee.form, !isVariable(name), session.ruleNames.landscapes.contains(name),
            case .landscape(let choice)? = try? Evaluator(session).evaluate(on)
        else { return nil }
        // What is wrong with its settings was said where the value was read.
        return try? session.landscape(choice)
    }

    /// What `until` of a step may speak of, besides the measures of an epoch; on a landscape, its variables too.
    private func stepNames(_ sentence: Sentence?) -> Set<String> {
        var names = findings.walked.union(StepCondition.names.map(\.name)).union(WalkCondition.names.map(\.name))
        if let sentence, let landscape = landscape(of: sentence) { names.formUnion(landscape.variables) }
        return names
    }

    /// The shapes of a model, for MNIST's images: what they are in a run is known only there.
    private func checkModel(_ sentence: Sentence) {
        guard let object = sentence.objects.first else { return }
        var name = object
        if case .call(let callee, let arguments) = object.form {
            guard arguments.allSatisfy({ isLiteral($0.value) }) else { return }
            name = callee
        }
        guard case .name(let word) = name.form, !isVariable(word), session.isName(word, of: [.preset]) else { return }
        do {
            guard case .architecture(let architecture) = try Evaluator(session).evaluate(object) else { return }
            // Without settings it is as it was when it was defined.
            if architecture.settings.isEmpty, session.models[architecture.name] != nil { return }
            checkShapes(architecture)
        } catch {
            report(error)
        }
    }

    func checkShapes(_ architecture: Architecture) {
        let key = "model \(architecture.written)"
        guard findings.knowsImageSize, !findings.sound.contains(key) else { return }
        do {
            _ = try session.plan(architecture)
            findings.sound.insert(key)
        } catch {
            report(error)
        }
    }
}

extension Checker {
    /// What is wrong with the names of a condition on the rows of a training that is about to begin.
    static func problems(ofUntil condition: Expression, in session: Session) -> [Diagnostic] {
        let checker = Checker(session)
        checker.findings.blocks = [Set(session.scopes.visibleNames), Set(HistoryFields.all.map(\.name) + ["loss", "accuracy"])]
        checker.expression(condition)
        return checker.findings.diagnostics
    }
}

// `when`: its condition and its block have names of their own.

extension Checker {
    /// What is wrong with a `when` that a session is about to keep.
    static func problems(of sentence: Sentence, in session: Session) -> [Diagnostic] {
        let dialect = session.dialect
        defer { session.dialect = dialect }
        let checker = Checker(session)
        checker.findings.blocks = [Set(session.scopes.visibleNames)]
        checker.checkWhen(sentence)
        return checker.findings.diagnostics
    }

    func checkWhen(_ sentence: Sentence) {
        if findings.blocks.count > 1 { return report(Failure(.past(.whenInside), at: sentence.verb.span)) }
        guard sentence.objects.count == 2, case .block(let body) = sentence.objects[1].form else { return }
        findings.blocks.append(Set(Watching.names))
        expression(sentence.objects[0])
        findings.isInWhen = true
        statements(body.statements)
        findings.isInWhen = false
        findings.blocks.removeLast()
    }
}
