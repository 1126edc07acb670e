import LenetEngine

/// A finding in words: what is seen, what that was measured from, and a line to try. The one place where such sentences are made.
package struct FindingText: Sendable, Hashable {
    /// One plain sentence.
    package var sentence: String
    /// Each with its numbers.
    package var evidence: [String]
    /// A statement, or a few with `;` between them, that runs as it stands.
    package var line: String

    package init(_ sentence: String, _ evidence: [String], _ line: String) {
        self.sentence = sentence
        self.evidence = evidence
        self.line = line
    }

    // Numbers as all findings show them.

    static func short(_ x: Double) -> String { NumberText.significant(x, 3) }
    static func losses(_ losses: [Double]) -> String { losses.map { NumberText.significant($0, 4) }.joined(separator: ", ") }
    static func chance(_ p: Double) -> String { p < 0.0001 ? "p < 0.0001" : "p = " + NumberText.significant(p, 2) }
    static func times(_ x: Double) -> String {
        (x < 100 ? NumberText.significant(x, 2) : NumberText.grouped(NumberText.fixed(x, decimals: 0))) + " times"
    }
    static func percent(_ share: Double) -> String { NumberText.percent(share, digits: 3) }
    static func images(_ n: Int) -> String { n == 1 ? "1 image" : "\(NumberText.grouped(n)) images" }

    static func score(_ score: Finding.Score) -> String {
        let interval = score.right.interval()
        return "accuracy \(NumberText.fixed(score.right.value, decimals: 4)) on \(NumberText.grouped(score.right.count)) \(score.on) images "
            + "(95%: \(NumberText.fixed(interval.lower, decimals: 4)) to \(NumberText.fixed(interval.upper, decimals: 4)))"
    }

    static func pair(_ pair: Finding.Pair) -> String {
        "of \(images(pair.images)) of class \(pair.label), \(NumberText.grouped(pair.count)) were said to be \(pair.said): the most frequent mistake"
    }
}

extension Dialect {
    /// "Keras", "PyTorch", "the paper"
    var owner: String {
        switch self {
        case .keras: "Keras"
        case .torch: "PyTorch"
        case .paper: "the paper"
        }
    }

    /// "Keras'", "PyTorch's"
    var owners: String { self == .keras ? "Keras'" : owner + "'s" }
}

extension Finding {
    /// `evidence`: of the training that it was found in.
    package func text(_ evidence: Evidence?) -> FindingText {
        switch self {
        case .noRun(let hasData, let hasModel, let isPaused): return Self.noRun(hasData, hasModel, isPaused)
        case .difference(let difference): return Self.difference(difference)
        case .unfair(let unfairness): return Self.unfair(unfairness)
        default: break
        }
        guard let evidence else { return FindingText(name, [], "help why") }
        if case .ofRun(let label, let finding) = self {
            var text = finding.text(evidence)
            text.sentence = "\(label): " + text.sentence
            return text
        }
        let line = RunLine(evidence.run, training: evidence.images?.training)
        return rateText(line, evidence) ?? networkText(line, evidence) ?? accuracyText(line, evidence) ?? FindingText(name, [], "help why")
    }

    private static func noRun(_ hasData: Bool, _ hasModel: Bool, _ isPaused: Bool) -> FindingText {
        let missing = [hasData ? nil : "load digits", hasModel ? nil : "model lenet5"].compactMap { $0 }
        return FindingText(
            "There is no training to speak of yet.",
            [
                "`why` looks at the last training: its losses and accuracies epoch by epoch, the network's units and gradients, the length of its updates. "
                    + "It says what they show, from what, and what to try.",
                "a training that was kept can be asked for, too: `let run = train with adam`, later `why of run`; and a comparison: `why of race`",
            ], (isPaused ? ["resume", "why"] : missing + ["train with adam epochs 2", "why"]).joined(separator: "; "))
    }
}
