import LenetLab
import LenetSyntax

/// What stands behind the colon in `"{x:>8.2}"`: how a value is written.
///
///     [< or > or ^] [width] [,] [.decimals] [%]
///
/// `.2` two decimals; `%` a percentage with as few decimals as needed, `.1%` with one; `,` commas between thousands; a width
/// fills up with spaces, numbers standing right and everything else left unless `<`, `>` or `^` (the middle) says so.
package struct FormatSpecification: Sendable, Hashable {
    package enum Side: Sendable, Hashable { case left, right, middle }

    package var side: Side?
    package var width = 0
    package var groups = false
    package var decimals: Int?
    package var isPercentage = false

    /// Widths and decimals beyond these are mistakes.
    private static let widest = 200
    private static let mostDecimals = 20

    package init(_ format: Name) throws {
        var rest = Substring(format.text)
        func wrong() -> Failure { Failure(.badFormat(format.text), at: format.span) }
        func digits() throws -> Int? {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard !digits.isEmpty else { return nil }
            rest = rest.dropFirst(digits.count)
            guard let number = Int(digits) else { throw wrong() }
            return number
        }
        switch rest.first {
        case "<": side = .left
        case ">": side = .right
        case "^": side = .middle
        default: break
        }
        if side != nil { rest = rest.dropFirst() }
        width = try digits() ?? 0
        if rest.first == "," {
            groups = true
            rest = rest.dropFirst()
        }
        if rest.first == "." {
            rest = rest.dropFirst()
            guard let count = try digits() else { throw wrong() }
            decimals = count
        }
        if rest.first == "%" {
            isPercentage = true
            rest = rest.dropFirst()
        }
        guard rest.isEmpty, !format.text.isEmpty, width <= Self.widest, (decimals ?? 0) <= Self.mostDecimals else {
            throw wrong()
        }
    }

    package func apply(to value: Value, at span: Span) throws -> String {
        var text: String
        if case .number(let x) = value {
            text = isPercentage ? NumberText.percent(x, decimals: decimals) : decimals.map { NumberText.fixed(x, decimals: $0) } ?? value.text
            if groups { text = NumberText.grouped(text) }
        } else {
            // `nothing` fills a column too: a history row without validation.
            let needsNumber = isPercentage || groups || decimals != nil
            if needsNumber, value.kind != .nothing {
                throw Failure(.formatNeedsNumber(found: value.kind.phrase), at: span)
            }
            text = value.kind == .nothing ? "-" : value.text
        }
        let missing = width - TextTable.width(text)
        guard missing > 0 else { return text }
        let isNumeric = value.kind == .number || value.kind == .nothing
        switch side ?? (isNumeric ? .right : .left) {
        case .left: return text + String(repeating: " ", count: missing)
        case .right: return String(repeating: " ", count: missing) + text
        case .middle:
            return String(repeating: " ", count: missing / 2) + text + String(repeating: " ", count: missing - missing / 2)
        }
    }
}
