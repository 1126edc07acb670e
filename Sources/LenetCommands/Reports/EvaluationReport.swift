import LenetLab

/// An evaluation in words: accuracy with its interval, precision and recall of each class.
package enum EvaluationReport {
    package static func lines(_ result: TestResult) -> [String] {
        [sentence(result)] + table(result).lines()
    }

    /// The accuracy with its interval, and the loss.
    static func sentence(_ result: TestResult) -> String {
        let interval = result.proportion.interval()
        let evaluation = result.evaluation
        return "accuracy \(NumberText.fixed(evaluation.accuracy, decimals: 4)) on \(NumberText.counted(evaluation.count, "\(result.split) image")) "
            + "(95%: \(NumberText.fixed(interval.lower, decimals: 4)) to \(NumberText.fixed(interval.upper, decimals: 4))), "
            + "\(result.loss) \(NumberText.significant(evaluation.loss, 4))"
    }

    /// Precision and recall of each class.
    static func table(_ result: TestResult) -> TextTable {
        let confusion = result.evaluation.confusion
        return TextTable(
            [.init("class"), .init("images"), .init("precision"), .init("recall"), .init("most often taken for", .left)],
            confusion.indices.map { label in
                let row = confusion[label]
                let wrong = row.indices.filter { $0 != label && row[$0] > 0 }.max { (row[$0], $1) < (row[$1], $0) }
                return [
                    "\(label)", NumberText.grouped(row.reduce(0, +)), share(result.precision(of: label)), share(result.recall(of: label)),
                    wrong.map { "\($0) (\(row[$0] == 1 ? "once" : "\(row[$0]) times"))" } ?? "-",
                ]
            })
    }

    /// A list of evaluations.
    static func table(_ results: [TestResult]) -> TextTable {
        TextTable(
            [.init("on", .left), .init("accuracy"), .init("loss"), .init("images")],
            results.map { result in
                [
                    result.split, NumberText.fixed(result.evaluation.accuracy, decimals: 4),
                    NumberText.significant(result.evaluation.loss, 4), NumberText.grouped(result.evaluation.count),
                ]
            })
    }

    private static func share(_ value: Double?) -> String { value.map { NumberText.fixed($0, decimals: 4) } ?? "-" }
}

/// One image's probabilities as bars.
package enum PredictionReport {
    package static func lines(_ prediction: Prediction, width: Int) -> [String] {
        var lines = Picture.lines([prediction.image], width: width)
        for (label, probability) in prediction.probabilities.enumerated() {
            let share = Double(probability)
            let bar = WholeNumber.from((share * 40).rounded()) ?? 0
            lines.append(
                TextTable.padded("\(label)", to: 2, .right) + TextTable.padded(NumberText.percent(share, decimals: 1), to: 8, .right) + "  "
                    + String(repeating: "█", count: max(0, bar)))
        }
        guard let truth = prediction.image.truth else { return lines + ["the network says \(prediction.label)"] }
        let verdict = prediction.label == truth ? "right" : "wrong: it is a \(truth)"
        return lines + ["the network says \(prediction.label), which is \(verdict)"]
    }
}
