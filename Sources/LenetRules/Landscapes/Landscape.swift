import LenetSyntax

/// A landscape with its parameters settled: a value and slopes at every point of its variables.
///
///     landscape bowl(x, y, condition = 10) = (x^2 + condition * y^2) / 2
///
/// Parameters without a default are the variables; those with one are settings. The slopes are made from the formula when it is
/// read, and are formulas again: `explain` shows the ones that run. Numbers are Doubles.
package struct Landscape: Sendable {
    package let definition: LandscapeDefinition
    package let variables: [String]
    /// With the values in force.
    package internal(set) var parameters: [(name: String, value: Double)]
    /// What was said that is not the default, as tables show it: `bowl condition 100`.
    package internal(set) var displayName: String
    package let remarks: LandscapeRemarks
    package internal(set) var isUserDefined = false

    let graph: LandscapeGraph
    let valueNode: Int
    /// The formula's own nodes; those of the slopes follow.
    let formulaCount: Int
    let slopeNodes: [Int]

    init(
        definition: LandscapeDefinition, variables: [String], parameters: [(name: String, value: Double)], graph: LandscapeGraph,
        valueNode: Int, formulaCount: Int, slopeNodes: [Int], remarks: LandscapeRemarks
    ) {
        self.definition = definition
        self.variables = variables
        self.parameters = parameters
        self.graph = graph
        self.valueNode = valueNode
        self.formulaCount = formulaCount
        self.slopeNodes = slopeNodes
        self.remarks = remarks
        displayName = definition.name.text
    }

    package var name: String { definition.name.text }

    /// `point`: as many numbers as there are variables.
    package func value(at point: [Double]) -> Double {
        var results = [Double](repeating: 0, count: formulaCount)
        return value(at: point, results: &results)
    }

    /// Values of a grid's points, row after row; `y` from its first to its last. For landscapes of two variables.
    package func values(x: [Double], y: [Double]) -> [Double] {
        precondition(variables.count == 2, "a grid has two directions")
        var results = [Double](repeating: 0, count: formulaCount)
        return y.flatMap { y in x.map { x in value(at: [x, y], results: &results) } }
    }

    private func value(at point: [Double], results: inout [Double]) -> Double {
        precondition(point.count == variables.count, "a number for every variable")
        graph.evaluate(formulaCount, places: point + parameters.map(\.value), into: &results)
        return results[valueNode]
    }

    package func slopes(at point: [Double]) -> [Double] {
        precondition(point.count == variables.count, "a number for every variable")
        var results = [Double](repeating: 0, count: graph.nodes.count)
        graph.evaluate(graph.nodes.count, places: point + parameters.map(\.value), into: &results)
        return slopeNodes.map { results[$0] }
    }

    // MARK: Where it is lowest

    /// The points that its definition calls minima; empty where it names none.
    package var minima: [[Double]] { remarks.minima }

    /// How far the nearest minimum is, in a straight line; nil where none is named.
    package func distanceToMinimum(from point: [Double]) -> Double? {
        minima.map { minimum in
            zip(minimum, point).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        }.min()
    }
}
