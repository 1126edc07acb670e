import LenetData
import LenetEngine
import LenetLab

/// The one line that is drawn over and over while something takes its time.
package enum ProgressLine {
    /// Epoch, step, loss, accuracy after the last epoch, images a second, time left, the curve of the loss. Where the width is too
    /// small for all, the curve goes first, then the step, then the rule's hyper-parameters.
    package static func text(
        _ progress: TrainingProgress, label: String, accuracy: Double? = nil, curve: String = "", width: Int
    ) -> String {
        let epoch = "\(label) epoch \(progress.epoch)/\(progress.epochs)"
        let step = "step \(NumberText.grouped(progress.step))/\(NumberText.grouped(progress.steps))"
        var measures = ["loss \(NumberText.significant(progress.loss, 3))"]
        if let accuracy { measures.append("accuracy \(NumberText.fixed(accuracy, decimals: 4))") }
        if progress.secondsElapsed > 0.2, progress.step > 0 {
            let rate = Double(progress.imagesSeen) / progress.secondsElapsed
            measures.append("\(NumberText.grouped(NumberText.fixed(rate, decimals: 0))) images/s")
            let left = progress.secondsElapsed / Double(progress.step) * Double(progress.steps - progress.step)
            measures.append("\(NumberText.duration(left)) left")
        }
        let short = "\(label.prefix { $0 != " " }) \(progress.epoch)/\(progress.epochs)"
        let drawn = curve.isEmpty ? [] : [curve]
        let forms = [
            [epoch, step] + measures + drawn, [epoch, step] + measures, [epoch] + measures + drawn, [epoch] + measures,
            [short] + measures + drawn, [short] + measures,
        ].map { $0.joined(separator: "  ") }
        return cut(forms.first { $0.count < width } ?? forms[5], width: width)
    }

    package static func text(_ progress: DataProgress, width: Int) -> String {
        switch progress {
        case .downloading(let file, let mirror, let received, let total):
            let amount = megabytes(received) + (total.map { " of " + megabytes($0) } ?? "")
            return cut("\(file) from \(mirror): \(amount) MB", width: width)
        case .drawing(let done, let all):
            return cut(
                "drawing digits  \(bar(all > 0 ? Double(done) / Double(all) : 0, width: 24))  \(NumberText.grouped(done)) of \(NumberText.grouped(all))",
                width: width)
        }
    }

    private static func megabytes(_ bytes: Int) -> String { NumberText.fixed(Double(bytes) / 1e6, decimals: 1) }

    private static func bar(_ share: Double, width: Int) -> String {
        let full = min(width, max(0, WholeNumber.from((share * Double(width)).rounded(.down)) ?? 0))
        return "[" + String(repeating: "#", count: full) + String(repeating: ".", count: width - full) + "]"
    }

    /// A line that wraps cannot be drawn over.
    private static func cut(_ text: String, width: Int) -> String { String(text.prefix(max(1, width - 1))) }
}
