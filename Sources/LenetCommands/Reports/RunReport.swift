import LenetEngine
import LenetLab

/// A training in words: what was asked, a row for each epoch, what came of it.
package enum RunReport {
    /// All that decides a run, defaults included, folded to lines of 78 columns.
    package static func header(
        rule: String, loss: String, batch: Int, epochs: Int, seed: UInt64, model: String, data: String
    ) -> [String] {
        let parts = [rule, "loss \(loss)", "batch \(batch)", "epochs \(epochs)", "seed \(seed)", "\(model) on \(data)"]
        return folded(parts)
    }

    static func folded(_ parts: [String], width: Int = 78) -> [String] {
        var lines: [String] = []
        for part in parts {
            if let last = lines.last, last.count + 2 + part.count <= width {
                lines[lines.count - 1] = last + ", " + part
            } else {
                if !lines.isEmpty { lines[lines.count - 1] += "," }
                lines.append(lines.isEmpty ? part : "  " + part)
            }
        }
        return lines
    }

    private static let hasValidation: @Sendable (HistoryRow) -> Bool = { $0.validationLoss != nil }

    /// The heading of the rows below; the same widths as `row`.
    package static func rowHeading(_ row: HistoryRow) -> String {
        var text = "epoch  train loss  accuracy"
        if hasValidation(row) { text += "   val. loss  accuracy" }
        if row.testLoss != nil { text += "   test loss  accuracy" }
        return text + "     time"
    }

    package static func row(_ row: HistoryRow) -> String {
        func pad(_ text: String, _ width: Int) -> String { TextTable.padded(text, to: width, .right) }
        func pair(_ loss: Double, _ accuracy: Double) -> String {
            pad(NumberText.significant(loss, 4), 12) + pad(NumberText.fixed(accuracy, decimals: 4), 10)
        }
        var text = pad("\(row.epoch)", 5) + pair(row.trainLoss, row.trainAccuracy)
        if let loss = row.validationLoss, let accuracy = row.validationAccuracy { text += pair(loss, accuracy) }
        if let loss = row.testLoss, let accuracy = row.testAccuracy { text += pair(loss, accuracy) }
        return text + pad(row.epoch == 0 ? "" : NumberText.duration(row.seconds), 9)
    }

    /// The last line: the result, in one sentence.
    package static func conclusion(_ run: Run) -> String {
        let epochs = run.result.epochs == 1 ? "1 epoch" : "\(run.result.epochs) epochs"
        var text =
            "\(run.label): accuracy \(NumberText.fixed(run.final.accuracy, decimals: 4)) on \(run.measuredOn) after \(epochs)"
        text += ", \(NumberText.duration(run.result.seconds))"
        if run.result.imagesPerSecond > 0, run.result.imagesPerSecond.isFinite {
            text += ", \(NumberText.grouped(NumberText.fixed(run.result.imagesPerSecond, decimals: 0))) images/s"
        }
        return text
    }

    package static func lines(_ run: Run) -> [String] {
        var lines = folded([run.rule, "loss \(run.loss)", "batch \(run.batchSize)", "seed \(run.seed)", run.model])
        if let first = run.result.history.first { lines.append(rowHeading(first)) }
        lines += run.result.history.map(row)
        lines.append(conclusion(run))
        return lines
    }

    /// A list of runs.
    package static func table(_ runs: [Run]) -> TextTable {
        TextTable(
            [
                .init("optimizer", .left), .init("accuracy"), .init("on", .left), .init("loss"), .init("epochs"), .init("seed"),
                .init("time"), .init("fingerprint", .left),
            ],
            runs.map { run in
                [
                    run.label, NumberText.fixed(run.final.accuracy, decimals: 4), run.measuredOn,
                    NumberText.significant(run.final.loss, 4), "\(run.result.epochs)", "\(run.seed)",
                    NumberText.duration(run.result.seconds), run.result.fingerprint,
                ]
            })
    }
}
