import LenetCards

/// What may stand at the end of a text that is being written, worked out from its tokens and the cards: no names, no files.
///
///     CompletionContext("train with adam ep", grammar: grammar)
///     // word "ep", places [.clauses(train's card, used: ["with"], rule: "adam")]
package struct CompletionContext: Sendable, Hashable {
    /// What stands before the cursor of the word that is being written; in quotes, all since the quote.
    package private(set) var word: String
    /// What may take the word's place; empty where nothing can be said.
    package private(set) var places: [Place]

    package enum Place: Sendable, Hashable {
        /// A statement begins: verbs, control words, definitions, names.
        case statement
        /// A value: a variable, a function, anything with a name; where `verbs`, a sentence too.
        case value(verbs: Bool)
        /// The second word of a verb that has topics.
        case topic(of: Card)
        case domain(Domain)
        /// A condition begins, or a part of one: what it may speak of depends on the statement, its word, `until` or `where`, and the
        /// words before it.
        case condition(of: Card, word: String, used: Set<String>)
        /// Words that begin a clause of the card, without those used; `rule` is what stands after `with`.
        case clauses(Card, used: Set<String>, rule: String?)
        /// A line of a `model` block begins.
        case layer
        /// A field of what these words lead to; an index is `[]`.
        case field(of: [String])
        /// A parameter of what is called.
        case label(of: String, used: Set<String>)
        /// The name of a file.
        case path
        /// A line of a rule or a schedule; the names that stand in its definition so far.
        case rule(names: [String])
        case words([String])
    }

    package init(_ text: String, grammar: Grammar) {
        var lexer = Lexer(text, source: SourceID(index: 0), keepsComments: true)
        lexer.run()
        var tokens = lexer.tokens
        let end = Int32(truncatingIfNeeded: lexer.bytes.count)
        // The lexer closes what is open at the end; here it is still being written.
        while let last = tokens.last, last.kind == .end || last.start == end && (last.kind == .textEnd || last.kind == .embedEnd) {
            tokens.removeLast()
        }
        word = ""
        places = []
        guard let last = tokens.last else {
            places = [.statement]
            return
        }
        if last.end == end {
            switch last.kind {
            case .comment, .documentation, .command, .number, .size, .rightParenthesis, .rightBracket, .singleQuoted, .textEnd,
                .foreign, .embedFormat:
                return
            case .name, .keyword:
                word = lexer.text(Int(last.start), Int(last.end))
                tokens.removeLast()
            case .textLiteral where tokens.dropLast().last?.kind == .textStart:
                word = Lexer.unescaped(lexer.bytes[Int(last.start)..<Int(last.end)])
                tokens.removeLast()
            default: break
            }
        }
        var reader = CompletionReader(grammar: grammar, bytes: lexer.bytes)
        for token in tokens { reader.read(token) }
        places = reader.places()
    }
}

/// A token of an unfinished statement, or a bracketed part of it that is closed.
enum CompletionItem {
    case token(Token)
    case parenthesis, bracket, text, block
}

/// Follows brackets and lines to where the cursor stands, and tells what may stand there.
struct CompletionReader {
    let grammar: Grammar
    let bytes: [UInt8]

    enum Block { case statements, layers, rule }

    enum Frame {
        case block(Block)
        /// What is called, if it is a call.
        case parenthesis(callee: String?)
        case bracket(isIndex: Bool)
        case text
        case embed
    }

    /// What is open, outermost first, and the statement in it that is being written.
    var frames: [(frame: Frame, items: [CompletionItem])] = [(.block(.statements), [])]
    private var names: [String] = []

    init(grammar: Grammar, bytes: [UInt8]) {
        self.grammar = grammar
        self.bytes = bytes
    }

    func text(_ token: Token) -> String { String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self) }

    var items: [CompletionItem] { frames.last?.items ?? [] }
    private var isInBlock: Bool { if case .block? = frames.last?.frame { true } else { false } }

    mutating func read(_ token: Token) {
        switch token.kind {
        case .leftParenthesis: open(.parenthesis(callee: calleeName(before: token)))
        case .leftBracket: open(.bracket(isIndex: touchesValue(token)))
        case .leftBrace: open(.block(blockKind()))
        case .textStart: open(.text)
        case .embedStart: open(.embed)
        case .rightParenthesis: close(.parenthesis) { if case .parenthesis = $0 { true } else { false } }
        case .rightBracket: close(.bracket) { if case .bracket = $0 { true } else { false } }
        case .rightBrace: close(.block) { if case .block = $0 { true } else { false } }
        case .textEnd: close(.text) { if case .text = $0 { true } else { false } }
        case .embedEnd: close(nil) { if case .embed = $0 { true } else { false } }
        case .newline, .semicolon:
            if isInBlock { setItems([]) }
        case .textLiteral, .embedFormat, .comment, .documentation, .end: break
        default:
            if token.kind == .name { note(text(token)) }
            append(.token(token))
        }
    }

    private mutating func note(_ name: String) {
        if !names.contains(name), names.count < 1000 { names.append(name) }
    }

    private mutating func append(_ item: CompletionItem) { frames[frames.count - 1].items.append(item) }
    private mutating func setItems(_ items: [CompletionItem]) { frames[frames.count - 1].items = items }
    private mutating func open(_ frame: Frame) { frames.append((frame, [])) }

    /// Closes the innermost open thing of a kind, with all that is open in it.
    private mutating func close(_ item: CompletionItem?, _ isKind: (Frame) -> Bool) {
        guard let index = frames.lastIndex(where: { isKind($0.frame) }), index > 0 else { return }
        frames.removeSubrange(index...)
        if let item { append(item) }
    }

    private func calleeName(before token: Token) -> String? {
        guard case .token(let last)? = items.last, last.kind == .name, last.end == token.start else { return nil }
        return text(last)
    }

    private func touchesValue(_ token: Token) -> Bool {
        switch items.last {
        case .token(let last)?: last.kind == .name && last.end == token.start
        case .parenthesis?, .bracket?: true
        default: false
        }
    }

    private func blockKind() -> Block {
        guard isInBlock, let first = word(items.first) else { return .statements }
        switch first {
        case "model": return .layers
        case "optimizer", "schedule", "landscape": return .rule
        default:
            if case .block(.rule)? = frames.last?.frame { return .rule }
            return .statements
        }
    }

    func word(_ item: CompletionItem?) -> String? {
        guard case .token(let token)? = item, token.kind == .name || token.kind == .keyword else { return nil }
        return text(token)
    }

    // MARK: What may stand here

    func places() -> [CompletionContext.Place] {
        guard let (frame, items) = frames.last else { return [] }
        switch frame {
        case .block(.statements): return statement(items[...])
        case .block(.layers):
            guard let first = word(items.first) else { return items.isEmpty ? [.layer] : [] }
            guard let card = grammar.layers[first] else { return [] }
            return clauses(of: card, items.dropFirst())
        case .block(.rule): return [.rule(names: names)]
        case .embed: return expression(items[...])
        case .text: return quoted()
        case .bracket: return element(items)
        case .parenthesis(let callee): return argument(items, of: callee)
        }
    }

    /// In quotes, where what is written may be the name of a file.
    private func quoted() -> [CompletionContext.Place] {
        guard let outer = frames.dropLast().last, case .block = outer.frame, let first = word(outer.items.first) else { return [] }
        if first == Keyword.include.word { return [.path] }
        let takesPath = statement(outer.items[...]).contains { place in
            switch place {
            case .domain(let domain): domain.takesPath
            // `idx "folder"`: the path of a source stands behind its name.
            case .words(let words): words == [Keyword.or.word] && grammar.isVerb(first)
            default: false
            }
        }
        return takesPath ? [.path] : []
    }

    /// Within `[ ]`: an element of a list, or an index.
    private func element(_ items: [CompletionItem]) -> [CompletionContext.Place] {
        let last = items.lastIndex { isKind($0, .comma) }.map { items[($0 + 1)...] } ?? items[...]
        guard case .bracket(false)? = frames.last?.frame, last.isEmpty, let outer = frames.dropLast().last, case .block = outer.frame
        else { return expression(last) }
        // `compare [sgd, …`: what the list is for.
        for case .domain(let domain) in statement(outer.items[...]) {
            if let element = domain.element { return [.domain(element), .value(verbs: false)] }
        }
        return expression(last)
    }

    /// Within `( )`: a value, or an argument of a call.
    private func argument(_ items: [CompletionItem], of callee: String?) -> [CompletionContext.Place] {
        let start = items.lastIndex { isKind($0, .comma) }.map { $0 + 1 } ?? 0
        let last = items[start...]
        guard let callee else {
            return items.first.flatMap(word).map(grammar.isVerb) == true ? statement(items[...]) : value(last)
        }
        if let outer = frames.dropLast().last, let first = word(outer.items.first), outer.items.count == 2,
            ["optimizer", "schedule", "landscape", "def"].contains(first)
        { return [] }
        if last.isEmpty {
            let used = items.indices.filter { isKind(items[$0], .colon) && $0 > 0 }.compactMap { word(items[$0 - 1]) }
            return [.label(of: callee, used: Set(used)), .value(verbs: false)]
        }
        if let colon = last.firstIndex(where: { isKind($0, .colon) }) { return expression(last[(colon + 1)...]) }
        return expression(last)
    }

    func isKind(_ item: CompletionItem, _ kind: Token.Kind) -> Bool {
        if case .token(let token) = item { token.kind == kind } else { false }
    }
}

extension Domain {
    /// A file may be named here.
    var takesPath: Bool {
        switch self {
        case .path: true
        case .either(let domains): domains.contains(where: \.takesPath)
        default: false
        }
    }

    /// What the elements of a list are; nil where no list is taken.
    var element: Domain? {
        switch self {
        case .list(let element): element
        case .either(let domains): domains.lazy.compactMap(\.element).first
        default: nil
        }
    }
}
