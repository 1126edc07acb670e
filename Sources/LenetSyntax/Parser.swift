import LenetCards

/// Source to tree: written by hand, one token ahead, every mistake of a text found in one reading.
///
/// A mistake is recorded as a fact and either passed over, where what was meant is plain, or thrown as a `Panic` to the nearest
/// statement, which goes on at the next line. What the words mean is decided later, by those who read the tree.
package struct Parser {
    /// The deepest nesting of brackets, blocks and texts, and the tallest tree of one expression: what recursion can bear here
    /// and in everything that reads the tree.
    static let nestingLimit = 200
    static let heightLimit = 400

    let source: SourceID
    let bytes: [UInt8]
    let tokens: [Token]
    let endsInContinuation: Bool
    var grammar: Grammar
    var index = 0
    var depth = 0
    /// The height of the expression read last.
    var height = 0
    /// Open `(` and `[`, innermost last: inside them a line goes on.
    var brackets: [Token] = []
    /// Loops around this place, within this function.
    var loops = 0
    var functions = 0
    var blocks = 0
    /// In a rule or a formula verbs are names like any other: `step`, `next`. There are no sentences there.
    var verbsAreNames = false
    /// After `until` and where the name of a thing is wanted a verb is a name too: a column of the history, the schedule `step`.
    var takesVerbsAsNames = false
    /// Python's `if x:` was met and explained: what follows from it is not explained again.
    var hasColonBlocks = false

    var errors: [SyntaxError] = []
    let lexicalErrors: [SyntaxError]
    /// Where the statement being read begins, in bytes.
    var statementStart: Int32 = 0
    /// The text ended too early and that was said.
    var hasReportedEnd = false
    var isIncomplete = false

    /// Parses a whole text; every error of it and of what it includes is in `diagnostics`.
    ///
    /// `loader` gets the path as written in an `include` and the source it stands in, whose `name` a relative path starts from.
    package static func parse(
        _ source: SourceID, in sources: inout SourceTable, grammar: Grammar,
        loader: (_ path: String, _ from: Source) -> IncludeResult
    ) -> Parsed {
        var grammar = grammar
        var budget = IncludeBudget()
        let reading = read(source, in: &sources, grammar: &grammar, loader: loader, includedBy: [], &budget)
        let writer = SyntaxErrorWriter(grammar: grammar)
        return Parsed(
            block: reading.block, diagnostics: reading.errors.map { writer.diagnostic(for: $0) },
            isIncomplete: reading.isIncomplete)
    }

    /// Where an `include` that is being read stands, and the name of the file it stands in.
    struct Inclusion {
        var name: String
        var span: Span
    }

    /// What one text may include, in all: files that each include two others twice would never end.
    struct IncludeBudget {
        static let mostFiles = 1_000
        static let deepest = 50
        var files = 0
        var isUsedUp = false
    }

    typealias Reading = (block: Block, errors: [SyntaxError], isIncomplete: Bool)

    static func read(
        _ source: SourceID, in sources: inout SourceTable, grammar: inout Grammar,
        loader: (_ path: String, _ from: Source) -> IncludeResult, includedBy chain: [Inclusion], _ budget: inout IncludeBudget
    ) -> Reading {
        var parser = Parser(sources[source].text, source: source, grammar: grammar)
        var statements: [Statement] = []
        while true {
            let documentation = parser.skipToStatement()
            if parser.current.kind == .end { break }
            if parser.current.kind == .rightBrace {
                parser.report(.statement(.surplusCloser("}")), parser.current)
                parser.advance()
                continue
            }
            do throws(Panic) {
                if parser.current.keyword == .include {
                    statements.append(try parser.include(&sources, loader: loader, includedBy: chain, &budget))
                } else {
                    statements.append(try parser.statement(documentation: documentation))
                }
                try parser.endStatement()
            } catch {
                parser.recover()
            }
        }
        grammar = parser.grammar
        let end = Int32(truncatingIfNeeded: parser.bytes.count)
        return (
            Block(statements, Span(source: source, start: 0, end: end)), parser.allErrors(), parser.isIncomplete
        )
    }

    init(_ text: String, source: SourceID, grammar: Grammar) {
        var lexer = Lexer(text, source: source)
        lexer.run()
        self.source = source
        self.grammar = grammar
        bytes = lexer.bytes
        tokens = lexer.tokens
        endsInContinuation = lexer.endsInContinuation
        lexicalErrors = lexer.errors.sorted { $0.span.start < $1.span.start }
    }

    /// The lexer's and the parser's errors in the order of their places; those of included texts stand where the include does.
    private mutating func allErrors() -> [SyntaxError] {
        if endsInContinuation {
            let isFirst = errors.isEmpty && lexicalErrors.isEmpty
            isIncomplete = isIncomplete || isFirst
            if isFirst || !isIncomplete { errors.append(SyntaxError(.statement(.continuationAtEnd), placeOfContinuation)) }
        }
        guard !lexicalErrors.isEmpty else { return errors }
        var merged: [SyntaxError] = []
        merged.reserveCapacity(errors.count + lexicalErrors.count)
        var next = 0
        for error in errors {
            if error.span.source == source {
                while next < lexicalErrors.count, lexicalErrors[next].span.start <= error.span.start {
                    merged.append(lexicalErrors[next])
                    next += 1
                }
            }
            merged.append(error)
        }
        merged += lexicalErrors[next...]
        return merged
    }
}

/// Thrown to the nearest statement after a mistake was recorded.
struct Panic: Error {}
