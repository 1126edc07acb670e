import LenetCards
import LenetEngine
import LenetFigures

/// `plot loss of run`, `plot loss of race by seconds`
package enum LossPlot: PlotDefinition {
    package static let card = Card(
        .plot, "loss", "The loss after every epoch, of one training or of several.",
        HistoryCurves.parameters + [Parameter("log", .flag, .flag, default: .flag(false), "The axis of the loss counts in powers of ten.")],
        examples: [
            Example("load digits train 600\nlet run = train with sgd lr 0.1 epochs 3\nplot loss of run", "training and test images"),
            Example(
                "load digits train 600\nlet race = compare [sgd(lr: 0.1), adam] epochs 2\nplot loss of race on training log",
                "rules beside each other"),
        ])

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        var figure = Self.figure(try HistoryCurves(call), isLogarithmic: call.flag("log"))
        if call.text("by")?.hasPrefix("step") == true, !call.isGiven("on"), case .run(let run)? = call.value("of") {
            figure.series.append(batches(run.result.batchLosses))
        }
        return figure
    }

    static func figure(_ curves: HistoryCurves, isLogarithmic: Bool = false) -> Figure {
        curves.figure(of: "Loss", Axis("loss", scale: isLogarithmic ? .logarithmic : .linear)) { row, split in
            switch split {
            case .training: row.trainLoss
            case .validation: row.validationLoss
            case .test: row.testLoss
            }
        }
    }

    /// What the rule itself saw, behind the curves of the epochs.
    private static func batches(_ losses: BatchLosses) -> Series {
        let length = losses.stepsPerMean
        let points = losses.means.enumerated().map { index, mean in
            Series.Point(Double(index) * Double(length) + Double(length + 1) / 2, mean)
        }
        var series = Series(length == 1 ? "each batch" : "means of \(length) batches", points)
        series.isFaint = true
        return series
    }
}
