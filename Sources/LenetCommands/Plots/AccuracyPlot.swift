import LenetCards
import LenetFigures

/// `plot accuracy of race to "curves.svg"`
package enum AccuracyPlot: PlotDefinition {
    package static let card = Card(
        .plot, "accuracy", "The accuracy after every epoch, of one training or of several.", HistoryCurves.parameters,
        examples: [
            Example(
                "load digits train 600\nlet race = compare [sgd(lr: 0.1), adam] epochs 2 seeds 2\nplot accuracy of race",
                "two rules over two seeds"),
            Example("load digits train 600\nlet run = train with adam epochs 3\nplot accuracy of run by seconds", "against time"),
        ])

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        figure(try HistoryCurves(call))
    }

    static func figure(_ curves: HistoryCurves) -> Figure {
        curves.figure(of: "Accuracy", Axis("accuracy (share of images)", limits: 0...1)) { row, split in
            switch split {
            case .training: row.trainAccuracy
            case .validation: row.validationAccuracy
            case .test: row.testAccuracy
            }
        }
    }
}
