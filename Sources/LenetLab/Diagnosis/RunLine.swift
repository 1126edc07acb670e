import LenetEngine

/// The statement that trains as a run was trained, with something changed: lines to try are made of it.
struct RunLine: Sendable {
    typealias Setting = (name: String, value: String?)
    var rule: String
    var settings: [Setting]
    var epochs: Int
    var batch: Int?
    var loss: String?
    var schedule: String?

    /// `training`: images, where that is known; a batch that is the default is left out.
    init(_ run: Run, training: Int?) {
        // Where losses, models or batches are compared the run's own label is theirs.
        let label = run.used?.contender.label ?? (run.label.split(separator: " ").first.map(String.init) == run.optimizer ? run.label : run.optimizer)
        var words = Self.words(label)[...]
        rule = words.popFirst() ?? run.optimizer
        settings = Self.settings(words)
        epochs = max(1, run.result.epochs)
        batch = run.batchSize == min(128, training ?? 128) ? nil : run.batchSize
        loss = run.loss == Loss.standard.name ? nil : run.loss
        schedule = run.schedule.map(Self.call)
    }

    func with(_ name: String, _ value: String?) -> RunLine {
        var line = self
        if let place = line.settings.firstIndex(where: { $0.name == name }) {
            line.settings[place].value = value
        } else {
            line.settings.append((name, value))
        }
        return line
    }

    func lr(_ rate: Double) -> RunLine { with("lr", NumberText.plain(Self.round(rate))) }

    func epochs(_ count: Int) -> RunLine {
        var line = self
        line.epochs = count
        return line
    }

    func schedule(_ words: String?) -> RunLine {
        var line = self
        line.schedule = words
        return line
    }

    /// `find lr` looks for the rate itself, and schedules are none of its business.
    var search: String {
        let said = settings.filter { $0.name != "lr" }.map { [$0.name, $0.value].compactMap { $0 }.joined(separator: " ") }
        let rest = [batch.map { "batch \($0)" }, loss.map { "loss \($0)" }].compactMap { $0 }
        return (["find lr with \(rule)"] + said + rest).joined(separator: " ")
    }

    /// On from where the model stands.
    var text: String { (["train with \(words)"] + (epochs == 1 && same == "epochs 1" ? [] : [same])).joined(separator: " ") }

    /// As options: `sgd lr 0.1 nesterov`.
    var words: String { ([rule] + settings.map { [$0.name, $0.value].compactMap { $0 }.joined(separator: " ") }).joined(separator: " ") }

    /// What is not the rule's: `epochs 5 batch 256`.
    var same: String {
        let words = ["epochs \(epochs)", batch.map { "batch \($0)" }, loss.map { "loss \($0)" }, schedule.map { "schedule \($0)" }]
        return words.compactMap { $0 }.joined(separator: " ")
    }

    /// From the initial weights.
    var afresh: String { "rewind; " + text }

    /// As an element of a list: `sgd(lr: 0.1)`.
    var call: String { Self.call(words) }

    /// 0.003 for 0.0030000000000000005.
    private static func round(_ rate: Double) -> Double { Double(NumberText.significant(rate, 3)) ?? rate }

    /// A list in brackets is one word.
    private static func words(_ phrase: String) -> [String] {
        var words: [String] = []
        var isOpen = false
        for word in phrase.split(separator: " ") {
            if isOpen, let last = words.popLast() { words.append(last + " " + word) } else { words.append(String(word)) }
            if word.hasPrefix("[") { isOpen = true }
            if word.hasSuffix("]") { isOpen = false }
        }
        return words
    }

    /// A word that a value follows is a setting, another one a flag.
    private static func settings(_ words: ArraySlice<String>) -> [Setting] {
        var words = words
        var settings: [Setting] = []
        while let name = words.popFirst() {
            if let next = words.first, next.hasPrefix("[") || next == "true" || next == "false" || Double(next) != nil {
                settings.append((name, next))
                words = words.dropFirst()
            } else {
                settings.append((name, nil))
            }
        }
        return settings
    }

    /// `cosine lowest 0.1` as `cosine(lowest: 0.1)`.
    private static func call(_ phrase: String) -> String {
        var words = words(phrase)[...]
        guard let name = words.popFirst() else { return phrase }
        let inside = settings(words).map { "\($0.name): \($0.value ?? "true")" }
        return name + (inside.isEmpty ? "" : "(" + inside.joined(separator: ", ") + ")")
    }
}
