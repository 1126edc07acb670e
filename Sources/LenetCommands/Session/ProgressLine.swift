import LenetData
import LenetEngine
import LenetLab

/// The one line that is drawn over and over while something takes its time.
package enum ProgressLine {
    /// Epoch, step, loss, accuracy after the last epoch, images a second, time left, and in the room that remains the curve of the
    /// loss. Where the width is too small for all, the rule's name goes first, then the speed, then the step.
    package static func text(
        _ progress: TrainingProgress, label: String, accuracy: Double? = nil, curve: (_ width: Int) -> String = { _ in "" }, width: Int
    ) -> String {
        let epoch = "epoch \(progress.epoch)/\(progress.epochs)"
        let step = "step \(NumberText.grouped(progress.step))/\(NumberText.grouped(progress.steps))"
        let loss = "loss \(NumberText.significant(progress.loss, 3))"
        let score = accuracy.map { "accuracy \(NumberText.fixed($0, decimals: 3))" }
        var (speed, left): (String?, String?) = (nil, nil)
        if progress.secondsElapsed > 0.2, progress.step > 0 {
            let rate = Double(progress.imagesSeen) / progress.secondsElapsed
            speed = "\(NumberText.grouped(NumberText.fixed(rate, decimals: 0))) img/s"
            let seconds = progress.secondsElapsed / Double(progress.step) * Double(progress.steps - progress.step)
            left = (10..<99.5 ~= seconds ? NumberText.fixed(seconds, decimals: 0) + " s" : NumberText.duration(seconds)) + " left"
        }
        let all = [step, loss, score, speed, left].compactMap { $0 }
        let forms = [
            ([label + " " + epoch] + all).joined(separator: "  "), ([epoch] + all).joined(separator: " "),
            [epoch, step, loss, score, left].compactMap { $0 }.joined(separator: " "),
            [epoch, loss, score, left].compactMap { $0 }.joined(separator: "  "), [epoch, loss].joined(separator: "  "),
        ]
        let form = forms.first { $0.count + Self.leastCurve + 1 < width } ?? forms.first { $0.count < width } ?? epoch
        let room = min(14, width - 2 - form.count)
        return cut(room >= Self.leastCurve ? form + " " + curve(room) : form, width: width)
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

    /// A curve of fewer columns says nothing.
    private static let leastCurve = 4

    private static func megabytes(_ bytes: Int) -> String { NumberText.fixed(Double(bytes) / 1e6, decimals: 1) }

    private static func bar(_ share: Double, width: Int) -> String {
        let full = min(width, max(0, WholeNumber.from((share * Double(width)).rounded(.down)) ?? 0))
        return "[" + String(repeating: "#", count: full) + String(repeating: ".", count: width - full) + "]"
    }

    /// A line that wraps cannot be drawn over.
    private static func cut(_ text: String, width: Int) -> String { String(text.prefix(max(1, width - 1))) }
}
