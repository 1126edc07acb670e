import LenetEngine
import LenetLab

/// A network's layers with their shapes and costs.
package enum ModelReport {
    package static func lines(_ network: Network) -> [String] {
        ["\(network.plan.name), weights \(network.fingerprint)"] + lines(network.plan)
    }

    /// Of a network that has no weights yet.
    package static func lines(_ plan: NetworkPlan) -> [String] {
        var table = TextTable(
            [.init("layer", .left), .init("what", .left), .init("output", .left), .init("parameters"), .init("multiply-adds")])
        table.rows = [["input", "", plan.input.description, "", ""]]
        table.rows += plan.rows.map { row in
            [
                row.layer, row.description, row.output.description, NumberText.grouped(row.parameters),
                NumberText.grouped(row.multiplyAdds),
            ]
        }
        table.rows.append(
            ["total", "", "", NumberText.grouped(plan.parameterCount), NumberText.grouped(plan.multiplyAdds)])
        table.hasTotals = true
        return table.lines()
    }
}
