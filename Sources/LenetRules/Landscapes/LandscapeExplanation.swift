import LenetSyntax

/// What `explain` says of a landscape: its formula and the slopes that were made of it, as mathematics.
package struct LandscapeExplanation: Sendable {
    package struct Line: Sendable, Hashable {
        /// `∂f/∂x = …`, for a terminal.
        package var text: String
        package var latex: String
    }
    package var landscape: Landscape
    package var formula: Line
    /// One for each variable.
    package var slopes: [Line]

    /// As one block for LaTeX.
    package var latex: String {
        let lines = ([formula] + slopes).map { line in
            line.latex
        }
        return "\\begin{aligned}\n" + lines.joined(separator: " \\\\\n") + "\n\\end{aligned}"
    }
}

extension Landscape {
    /// Nodes of a slope that anyone would read.
    private static let longestShown = 400

    package var explanation: LandscapeExplanation {
        let names = Set(variables + parameters.map(\.name))
        let writer = FormulaWriter { FormulaSymbol($0, taken: names) }
        let symbols = variables.map { FormulaSymbol($0, taken: names) }
        let places = variables + parameters.map(\.name)
        func piece(_ node: Int) -> FormulaWriter.Piece {
            guard graph.size(node, most: Self.longestShown + 1) <= Self.longestShown else {
                return FormulaWriter.Piece("… (too long to show)", "\\dots", .atom)
            }
            return writer.write(graph.expression(node, names: places, definition.formula.span))
        }
        let head = "(\(symbols.map(\.text).joined(separator: ", ")))"
        let latexHead = "(\(symbols.map(\.latex).joined(separator: ", ")))"
        let value = piece(valueNode)
        return LandscapeExplanation(
            landscape: self,
            formula: .init(text: "f\(head) = \(value.text)", latex: "f\(latexHead) &= \(value.latex)"),
            slopes: zip(symbols, slopeNodes).map { symbol, node in
                let slope = piece(node)
                return .init(
                    text: "∂f/∂\(symbol.text) = \(slope.text)",
                    latex: "\\frac{\\partial f}{\\partial \(symbol.latex)} &= \(slope.latex)")
            })
    }
}
