/// The smallest piece of a text that means something: a number, a word, a bracket.
///
/// A text literal is several tokens, so that what is embedded in it has places of its own:
/// `"a {x:%}"` is textStart `"`, textLiteral `a `, embedStart `{`, name `x`, embedFormat `:%`, embedEnd `}`, textEnd `"`.
package struct Token: Sendable, Hashable {
    package enum Kind: UInt8, Sendable, Hashable {
        case number, size, name, keyword
        case textStart, textLiteral, embedStart, embedFormat, embedEnd, textEnd
        /// `'adam'`: other tools' text, whole.
        case singleQuoted
        case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
        case comma, colon, dot, range
        case plus, minus, star, slash, caret
        case assign, addAssign, subtractAssign, multiplyAssign, divideAssign
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
        /// An operator of other languages: `**`, `&&`, `%`.
        case foreign
        /// `!ls -l`: a line for the system's shell, whole.
        case command
        /// A line of `##`.
        case documentation
        /// A line of `#`; only where comments were asked for.
        case comment
        case semicolon, newline, end
    }

    package var kind: Kind
    /// In bytes of the source's UTF-8, as in `Span`.
    package var start: Int32
    package var end: Int32
    /// The bits of a number, the two sides of a size, the number of a keyword.
    var payload: UInt64

    init(_ kind: Kind, _ start: Int, _ end: Int, payload: UInt64 = 0) {
        self.kind = kind
        self.start = Int32(truncatingIfNeeded: start)
        self.end = Int32(truncatingIfNeeded: end)
        self.payload = payload
    }

    /// What a number token says; `20%` says 0.2.
    package var number: Double { Double(bitPattern: payload) }
    /// What a size token says: height and width.
    package var size: (height: Int, width: Int) { (Int(payload >> 32), Int(payload & 0xffff_ffff)) }
    package var keyword: Keyword? { kind == .keyword ? Keyword(rawValue: UInt8(truncatingIfNeeded: payload)) : nil }

    /// True of what ends a statement by itself.
    var endsLine: Bool { kind == .newline || kind == .semicolon || kind == .end }
}

/// Words that cannot be names. Words such as `optimizer`, `state` or `log` are special only where they stand in their place.
package enum Keyword: UInt8, Sendable, Hashable, CaseIterable {
    case `let`, `if`, `else`, `for`, `in`, `while`, `repeat`, `break`, `continue`, `return`, def, include
    case and, or, not, mod, `true`, `false`

    package var word: String {
        switch self {
        case .let: "let"
        case .if: "if"
        case .else: "else"
        case .for: "for"
        case .in: "in"
        case .while: "while"
        case .repeat: "repeat"
        case .break: "break"
        case .continue: "continue"
        case .return: "return"
        case .def: "def"
        case .include: "include"
        case .and: "and"
        case .or: "or"
        case .not: "not"
        case .mod: "mod"
        case .true: "true"
        case .false: "false"
        }
    }

    static let byWord: [String: Keyword] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.word, $0) })
}
