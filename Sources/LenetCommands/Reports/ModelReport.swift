import LenetEngine
import LenetLab

/// A network's layers with their shapes and costs.
package enum ModelReport {
    package static func lines(_ network: Network, optimizer: OptimizerState? = nil) -> [String] {
        ["\(network.plan.name), weights \(network.fingerprint)"] + lines(network.plan, optimizer: optimizer)
    }

    /// Of a network that may have no weights yet.
    package static func lines(_ plan: NetworkPlan, optimizer: OptimizerState? = nil) -> [String] {
        var table = TextTable(
            [
                .init("layer", .left), .init("what", .left), .init("output", .left), .init("parameters"), .init("multiply-adds"),
                .init("memory"),
            ])
        table.rows = [["input", "", plan.input.description, "", "", bytes(activations: plan.input.count)]]
        table.rows += plan.rows.map { row in
            [
                row.layer, row.description, row.output.description, NumberText.grouped(row.parameters),
                NumberText.grouped(row.multiplyAdds), bytes(activations: row.activations),
            ]
        }
        let activations = plan.rows.reduce(plan.input.count) { $0 + $1.activations }
        table.rows.append(
            [
                "total", "", "", NumberText.grouped(plan.parameterCount), NumberText.grouped(plan.multiplyAdds),
                bytes(activations: activations),
            ])
        table.hasTotals = true
        return table.lines() + memory(plan, optimizer)
    }

    /// What stays, and what comes and goes: 4 bytes a number.
    private static func memory(_ plan: NetworkPlan, _ optimizer: OptimizerState?) -> [String] {
        var parts = ["weights \(bytes(plan.parameterCount))", "gradients \(bytes(plan.parameterCount))"]
        if plan.statisticCount > 0 { parts.append("running statistics \(bytes(plan.statisticCount))") }
        if let optimizer {
            parts.append("the optimizer's state \(bytes(optimizer.states.reduce(0) { $0 + $1.count }))")
        }
        return [
            "multiply-adds of one image forward; memory of the results of sixteen images, which go through together"
        ].flatMap { TextFolding.folded($0, width: 78) } + ["memory that stays: " + parts.joined(separator: ", ")]
    }

    /// Sixteen images side by side.
    private static func bytes(activations: Int) -> String { activations == 0 ? "0" : bytes(16 * activations) }

    private static func bytes(_ numbers: Int) -> String {
        let bytes = 4 * Double(numbers)
        return bytes < 999_500
            ? "\(NumberText.significant(bytes / 1e3, 3)) kB" : "\(NumberText.significant(bytes / 1e6, 3)) MB"
    }
}
