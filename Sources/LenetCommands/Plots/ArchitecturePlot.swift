import LenetCards
import LenetEngine
import LenetFigures
import LenetLab

/// `plot architecture to "figure2.svg"`: study A's figure 2.
package enum ArchitecturePlot: PlotDefinition {
    package static let card = Card(
        .plot, "architecture", "What images go through in a network: every layer with the shape that it gives.",
        [
            Parameter(
                "of", .option, .value, default: .absent("The model of this moment."), "model, or the name of a network: lenet5.")
        ],
        examples: [Example("model lenet5\nplot architecture", "seven layers"), Example("plot architecture of cnn4", "by its name")],
        otherSpellings: ["network", "layers"])

    package static func figure(_ call: SentenceCall, in session: Session) throws -> Figure {
        let plan: NetworkPlan
        if case .architecture(let architecture)? = call.value("of") {
            plan = try session.plan(architecture)
        } else {
            plan = try call.network("of", in: session).plan
        }
        let input = Stage(
            name: "input", detail: "the image", channels: plan.input.channels, height: plan.input.height, width: plan.input.width,
            shape: plan.input.description, note: "")
        let stages = plan.rows.map { row in
            Stage(
                name: row.layer, detail: row.description, channels: row.output.channels, height: row.output.height, width: row.output.width,
                shape: row.output.description, note: row.parameters == 0 ? "" : "\(NumberText.grouped(row.parameters)) weights")
        }
        return Figure(
            title: plan.name, subtitle: "\(NumberText.grouped(plan.parameterCount)) parameters, \(NumberText.grouped(plan.multiplyAdds)) multiply-adds for an image",
            content: .stages([input] + stages))
    }
}
