extension Statement {
    /// From its first word to the last that belongs to it; without the `##` lines above it.
    package var span: Span {
        switch self {
        case .definition(let definition): definition.span
        case .assignment(let assignment): assignment.span
        case .conditional(let conditional): conditional.span
        case .forLoop(_, _, _, let span), .repeatLoop(_, _, let span), .whileLoop(_, _, let span), .break(let span), .continue(let span),
            .return(_, let span), .include(_, _, let span):
            span
        case .sentence(let sentence): sentence.span
        case .expression(let expression): expression.span
        }
    }
}

extension Definition {
    package var span: Span {
        switch self {
        case .optimizer(let definition): definition.span
        case .optimizerAlias(let definition): definition.span
        case .schedule(let definition): definition.span
        case .landscape(let definition): definition.span
        case .model(let definition): definition.span
        case .function(let definition): definition.span
        }
    }
}
