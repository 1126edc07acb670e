import LenetSyntax

/// What a built-in function was called with, and where each value stands.
package struct Arguments {
    package var function: String
    package var values: [Value]
    package var spans: [Span]
    /// The whole call.
    package var span: Span

    package init(function: String, values: [Value], spans: [Span], span: Span) {
        self.function = function
        self.values = values
        self.spans = spans
        self.span = span
    }

    package func span(_ index: Int) -> Span { spans.indices.contains(index) ? spans[index] : span }

    package func number(_ index: Int) throws -> Double {
        guard case .number(let x) = values[index] else { throw wrongKind(index, wanted: "a number") }
        return x
    }

    package func integer(_ index: Int) throws -> Int {
        let x = try number(index)
        guard let whole = WholeNumber.from(x) else { throw Failure(.notWhole(x), at: span(index)) }
        return whole
    }

    package func text(_ index: Int) throws -> String {
        guard case .text(let text) = values[index] else { throw wrongKind(index, wanted: "a text") }
        return text
    }

    package func list(_ index: Int) throws -> [Value] {
        guard case .list(let values) = values[index] else { throw wrongKind(index, wanted: "a list") }
        return values
    }

    /// The numbers of a list, or of all arguments: `max(list)`, `max(1, 2)`. At least one.
    package func numbers() throws -> [Double] {
        var values = values
        if values.count == 1, case .list(let list) = values[0] { values = list }
        guard !values.isEmpty else { throw Failure(.emptyList(function: function), at: span(0)) }
        return try values.map {
            guard case .number(let x) = $0 else { throw Failure(.wrongKind(wanted: "numbers", found: $0.kind.phrase), at: span(0)) }
            return x
        }
    }

    package func wrongKind(_ index: Int, wanted: String) -> Failure {
        Failure(.wrongKind(wanted: wanted, found: values[index].kind.phrase), at: span(index))
    }
}

extension Arguments {
    package func function(_ index: Int) throws -> FunctionValue {
        guard case .function(let function) = values[index] else { throw wrongKind(index, wanted: "a function") }
        return function
    }
}
