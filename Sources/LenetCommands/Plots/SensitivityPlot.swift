import LenetCards
import LenetFigures
import LenetLab
import LenetSyntax

/// `plot sensitivity of found`, `plot sensitivity of grid by batch`
package enum SensitivityPlot: PlotDefinition {
    package static let card = Card(
        .plot, "sensitivity", "How an option moves the accuracy: what `tune` or `sweep` returned, against the rate or another number.",
        [
            Parameter("of", .option, .value, "What tune or sweep returned, or some rows of it."),
            Parameter(
                "by", .option, .newName, default: .absent("The first option with several numbers, lr most often."),
                "The option that it is drawn against.", otherSpellings: ["against", "over"]),
            Parameter(
                "measure", .option, .word(["accuracy", "loss"]), default: .name("accuracy"), "What is drawn.", otherSpellings: ["metric"]),
        ],
        notes: ["Every combination of the other options is a curve; over several seeds it is their mean, in a band from the lowest to the highest."],
        examples: [
            Example(
                "load digits train 600 validation 200\nmodel softmax_regression\nlet grid = sweep with [sgd, adam] lr 1e-3..1 log 4\nplot sensitivity of grid",
                "two rules against the rate"),
            Example(
                "load digits train 600 validation 200\nmodel softmax_regression\nlet found = tune [sgd, adam] lr [0.01, 0.1] fresh 1\n"
                    + "plot sensitivity of found to \"sensitivity.svg\"", "a tuning, into a file"),
        ])

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        guard let value = call.value("of"), let trials = TrialFields.trials(value) else {
            throw Failure(
                .wrongKind(wanted: "what tune or sweep returned", found: call.value("of")?.kind.phrase ?? "nothing"), at: call.span(of: "of"))
        }
        let options = trials.first.map(TrialFields.options) ?? []
        let option = try option(call, options, trials)
        let others = options.filter { name in name != option && Set(trials.map { text(name, $0) }).count > 1 }
        let measure = call.text("measure") ?? "accuracy"

        var labels: [String] = []
        for trial in trials {
            let label = label(trial, others)
            if !labels.contains(label) { labels.append(label) }
        }
        let series = labels.map { name in
            let own = trials.filter { label($0, others) == name }.sorted { (number(option, $0) ?? 0) < (number(option, $1) ?? 0) }
            let points = own.map { Series.Point(number(option, $0) ?? .nan, number(measure, $0) ?? .nan) }
            return Series(name.isEmpty ? measure : name, points, band: measure == "accuracy" ? band(own, option) : [], marksPoints: true)
        }
        let places = trials.compactMap { number(option, $0) }
        let measured = series.flatMap(\.points).map(\.y).filter(\.isFinite)
        let title = measure == "accuracy" ? "Accuracy" : "Loss"
        return Figure(
            title: "\(title) against \(option == "lr" ? "the learning rate" : option)", subtitle: subtitle(trials, option),
            x: Axis(
                option == "lr" ? "learning rate" : option, scale: spans(places, 10) ? .logarithmic : .linear,
                isWhole: places.allSatisfy { $0.rounded() == $0 }),
            y: Axis(measure, scale: measure == "loss" && spans(measured, 100) ? .logarithmic : .linear), series: series)
    }

    private static func option(_ call: SentenceCall, _ options: [String], _ trials: [Record]) throws -> String {
        func hasPlaces(_ name: String) -> Bool {
            let numbers = trials.compactMap { number(name, $0) }
            return numbers.count == trials.count && Set(numbers).count > 1
        }
        guard let asked = call.text("by") else {
            guard let first = options.first(where: hasPlaces) else { throw Failure(.sweep(.noNumbers(option: nil)), at: call.span(of: "of")) }
            return first
        }
        guard options.contains(asked) else {
            throw Failure(
                .unknownWord(asked, of: "by", nearest: Nearest.candidates(asked, among: options), all: options), at: call.span(of: "by"))
        }
        guard hasPlaces(asked) else { throw Failure(.sweep(.noNumbers(option: asked)), at: call.span(of: "by")) }
        return asked
    }

    /// From the lowest to the highest seed; none where they are one.
    private static func band(_ trials: [Record], _ option: String) -> [Series.Spread] {
        let band = trials.compactMap { trial -> Series.Spread? in
            guard let x = number(option, trial), let lower = number("lower", trial), let upper = number("upper", trial) else { return nil }
            return Series.Spread(x: x, lower: lower, upper: upper)
        }
        return band.contains { $0.lower < $0.upper } ? band : []
    }

    /// `adam, batch 32`: rules and losses need no word before them.
    private static func label(_ trial: Record, _ others: [String]) -> String {
        others.map { name in
            ["rule", "optimizer", "loss_name", "schedule"].contains(name) ? text(name, trial) : "\(name) \(text(name, trial))"
        }.joined(separator: ", ")
    }

    /// What all have in common.
    private static func subtitle(_ trials: [Record], _ option: String) -> String {
        func common(_ name: String, _ phrase: (String) -> String) -> String? {
            let texts = Set(trials.map { text(name, $0) })
            guard name != option, texts.count == 1, let text = texts.first, text != "nothing" else { return nil }
            return phrase(text)
        }
        let parts = [
            common("model") { $0 }, common("optimizer") { $0 }, common("epochs") { "epochs \($0)" }, common("batch") { "batch \($0)" },
            common("loss_name") { "loss \($0)" }, common("measured_on") { "\($0) images" },
        ]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    /// All above 0, the largest so many times the smallest: to be drawn in powers of ten.
    private static func spans(_ numbers: [Double], _ factor: Double) -> Bool {
        guard let least = numbers.min(), let most = numbers.max(), least > 0 else { return false }
        return most >= factor * least
    }

    private static func text(_ name: String, _ trial: Record) -> String { (trial[name] ?? .nothing).text }

    private static func number(_ name: String, _ trial: Record) -> Double? {
        if case .number(let x)? = trial[name], x.isFinite { return x }
        return nil
    }
}
