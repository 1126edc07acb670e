import LenetEngine
import LenetSyntax

/// Where the results of a rule's lines can be read after a step of a program that was compiled to keep them.
///
/// The program that keeps them is the one that trains, with copies added: the same operations in the same order on the same numbers.
/// What is read from it is therefore what ran, to the bit.
package struct RuleTrace: Sendable, Hashable {
    package enum Place: Sendable, Hashable {
        /// A vector as long as the weights.
        case vector(Int)
        /// A vector as long as the weights, as it was before the step: a line that gives an old value another name.
        case old(Int)
        /// One Double for the array.
        case scalar(Int)
        case constant(Double)
    }

    package struct Line: Sendable, Hashable {
        /// nil for a line that nothing needs: it is not run.
        package var value: Place?
        /// `norm(g)`, `row_mean(g^2)`: what was taken from the whole array, by its place in the text.
        package var wholes: [Span: Place]
    }

    /// As many as the settled rule has.
    package var lines: [Line]
    /// The gradient as the first line found it.
    package var gradient: Place?

    init(_ graph: RuleGraph, vectors: [Int: Int], scalars: [Int: Int], programPlace: (Int) -> Int) {
        func place(_ operand: RuleGraph.Operand) -> Place? {
            switch operand {
            case .vector(let node):
                if let place = vectors[node] { return .vector(place) }
                if case .leaf(let leaf) = graph.vectors[node] { return .old(programPlace(leaf)) }
                return nil
            case .scalar(let node):
                if case .constant(let bits) = graph.scalars[node] { return .constant(Double(bitPattern: bits)) }
                return scalars[node].map { .scalar($0) }
            }
        }
        lines = graph.traced.map { Line(value: place($0.value), wholes: $0.wholes.compactMapValues(place)) }
        gradient = graph.gradientLeaf.flatMap { place(.vector($0)) }
    }
}

extension RuleGraph {
    var gradientLeaf: Int? { vectors.firstIndex(of: .leaf(Program.gradientVector)) }

    /// What an explanation asks for and the step makes anyway, in order.
    var tracedVectors: [Int] {
        var nodes: Set<Int> = []
        for line in traced {
            for case .vector(let node) in [line.value] + line.wholes.values where live.contains(.vector(node)) {
                if case .leaf = vectors[node] { continue }
                nodes.insert(node)
            }
        }
        if !traced.isEmpty, let gradient = gradientLeaf { nodes.insert(gradient) }
        return nodes.sorted()
    }
}

extension RuleTerm {
    /// `norm(g)`, `row_mean(g^2)` and their like in it, also those inside of others.
    var wholeArrayTerms: [RuleTerm] {
        switch form {
        case .number, .name: []
        case .apply(_, let terms): terms.flatMap(\.wholeArrayTerms)
        case .reduce(_, let term): [self] + term.wholeArrayTerms
        case .matrix(_, let term, let numbers): [self] + term.wholeArrayTerms + numbers.flatMap(\.wholeArrayTerms)
        }
    }
}
