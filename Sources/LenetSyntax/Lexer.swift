/// Text to tokens. It reads bytes once, from front to back, and never fails: what it cannot read is in `errors`, with a token
/// that lets the parser go on.
package struct Lexer {
    /// The longest source, in bytes.
    static let sizeLimit = 16_000_000

    let source: SourceID
    let bytes: [UInt8]
    let keepsComments: Bool
    var position = 0
    var tokens: [Token] = []
    var errors: [SyntaxError] = []
    /// The last line ends in `\`.
    var endsInContinuation = false
    /// The `{` of text that are open, the innermost last.
    var embeds: [Embed] = []

    struct Embed {
        /// Where its text began.
        var text: Int
        /// Its `{`.
        var brace: Int
        /// Brackets open inside it; a `:` at depth 0 begins the format.
        var depth = 0
    }

    init(_ text: String, source: SourceID, keepsComments: Bool = false) {
        self.source = source
        self.keepsComments = keepsComments
        bytes = Array(text.utf8)
        tokens.reserveCapacity(min(bytes.count, Lexer.sizeLimit) / 4 + 8)
    }

    /// The tokens of a source with their places, comments among them: for highlighting and completion.
    package static func tokens(of source: Source, as id: SourceID) -> [Token] {
        var lexer = Lexer(source.text, source: id, keepsComments: true)
        lexer.run()
        return lexer.tokens
    }

    mutating func run() {
        if bytes.count > Lexer.sizeLimit {
            report(.sourceTooLong(bytes: bytes.count, limit: Lexer.sizeLimit), 0, 0)
        } else {
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
            while position < bytes.count { next() }
            closeEmbeds(at: bytes.count)
        }
        tokens.append(Token(.end, bytes.count, bytes.count))
    }

    /// The byte `offset` places on; 0 behind the end, which is no character of any script.
    func peek(_ offset: Int = 0) -> UInt8 {
        let index = position + offset
        return index >= 0 && index < bytes.count ? bytes[index] : 0
    }

    func span(_ start: Int, _ end: Int) -> Span {
        Span(source: source, start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end))
    }

    func text(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

    mutating func report(_ mistake: LexicalMistake, _ start: Int, _ end: Int) {
        errors.append(SyntaxError(.lexical(mistake), span(start, end)))
    }

    mutating func emit(_ kind: Token.Kind, _ length: Int) {
        tokens.append(Token(kind, position, position + length))
        position += length
    }

    private mutating func next() {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
            position += 1
        case UInt8(ascii: "\n"):
            closeEmbeds(at: position)
            emit(.newline, 1)
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
            word()
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            number()
        case UInt8(ascii: "\""):
            tokens.append(Token(.textStart, position, position + 1))
            position += 1
            continueText(from: position - 1)
        case UInt8(ascii: "'"):
            singleQuoted()
        case UInt8(ascii: "#"):
            comment()
        case UInt8(ascii: "\\"):
            continuation()
        case 0x80...:
            unusual()
        default:
            symbol(byte)
        }
    }

    // MARK: Words, comments, continued lines

    private mutating func word() {
        let start = position
        position += 1
        while peek().isWordByte { position += 1 }
        if peek() >= 0x80, let (scalar, _) = scalar(at: position), scalar.properties.isAlphabetic || isMark(scalar) {
            unusualWord(from: start)
            return
        }
        // Keywords have 2 to 8 letters and begin with a small one.
        if position - start <= 8, bytes[start] >= UInt8(ascii: "a"),
            let keyword = Keyword.byWord[text(start, position)]
        {
            tokens.append(Token(.keyword, start, position, payload: UInt64(keyword.rawValue)))
        } else {
            tokens.append(Token(.name, start, position))
        }
    }

    private mutating func comment() {
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
        let isDocumentation = position - start > 1 && bytes[start + 1] == UInt8(ascii: "#")
        // Only a line of its own documents: `x = 1  ## note` is a comment.
        let standsAlone = tokens.last.map { $0.kind == .newline } ?? true
        if isDocumentation && standsAlone && embeds.isEmpty {
            tokens.append(Token(.documentation, start, position))
        } else if keepsComments {
            tokens.append(Token(.comment, start, position))
        }
    }

    private mutating func continuation() {
        let start = position
        position += 1
        while peek() == UInt8(ascii: " ") || peek() == UInt8(ascii: "\t") || peek() == UInt8(ascii: "\r") { position += 1 }
        if position >= bytes.count {
            endsInContinuation = true
        } else if bytes[position] == UInt8(ascii: "\n") && embeds.isEmpty {
            position += 1
            endsInContinuation = position >= bytes.count
        } else {
            report(.strayBackslash, start, start + 1)
        }
    }

    /// Nothing stands before this place on its line.
    private var startsStatement: Bool {
        guard embeds.isEmpty, let last = tokens.last else { return embeds.isEmpty }
        return last.kind == .newline || last.kind == .documentation
    }

    /// `!ls -l`, to the end of the line: no word of it is ours.
    private mutating func command() {
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        emit(.command, end - position)
    }

    // MARK: Symbols

    private mutating func symbol(_ byte: UInt8) {
        let second = peek(1)
        switch byte {
        case UInt8(ascii: "("): open(.leftParenthesis)
        case UInt8(ascii: "["): open(.leftBracket)
        case UInt8(ascii: ")"): close(.rightParenthesis)
        case UInt8(ascii: "]"): close(.rightBracket)
        case UInt8(ascii: "{"): emit(.leftBrace, 1)
        case UInt8(ascii: "}"): rightBrace()
        case UInt8(ascii: ","): emit(.comma, 1)
        case UInt8(ascii: ";"): emit(.semicolon, 1)
        case UInt8(ascii: ":"):
            if let embed = embeds.last, embed.depth == 0 { format() } else { emit(.colon, 1) }
        case UInt8(ascii: "."): dot(second)
        case UInt8(ascii: "^"): emit(.caret, 1)
        case UInt8(ascii: "+"): second == UInt8(ascii: "=") ? emit(.addAssign, 2) : emit(.plus, 1)
        case UInt8(ascii: "-"):
            if second == UInt8(ascii: "=") {
                emit(.subtractAssign, 2)
            } else if second == UInt8(ascii: ">") {
                emit(.foreign, 2)
            } else {
                emit(.minus, 1)
            }
        case UInt8(ascii: "*"):
            if second == UInt8(ascii: "*") {
                emit(.foreign, 2)
            } else {
                second == UInt8(ascii: "=") ? emit(.multiplyAssign, 2) : emit(.star, 1)
            }
        case UInt8(ascii: "/"):
            if second == UInt8(ascii: "/") || second == UInt8(ascii: "*") {
                emit(.foreign, 2)
            } else {
                second == UInt8(ascii: "=") ? emit(.divideAssign, 2) : emit(.slash, 1)
            }
        case UInt8(ascii: "="):
            if second == UInt8(ascii: "=") {
                peek(2) == UInt8(ascii: "=") ? emit(.foreign, 3) : emit(.equal, 2)
            } else {
                second == UInt8(ascii: ">") || second == UInt8(ascii: "<") ? emit(.foreign, 2) : emit(.assign, 1)
            }
        case UInt8(ascii: "<"):
            if second == UInt8(ascii: "=") {
                emit(.lessOrEqual, 2)
            } else {
                second == UInt8(ascii: ">") || second == UInt8(ascii: "-") && !peek(2).isDigitOrLetter && peek(2) != UInt8(ascii: "(")
                    ? emit(.foreign, 2) : emit(.less, 1)
            }
        case UInt8(ascii: ">"): second == UInt8(ascii: "=") ? emit(.greaterOrEqual, 2) : emit(.greater, 1)
        case UInt8(ascii: "!"):
            if second == UInt8(ascii: "=") {
                emit(.notEqual, 2)
            } else if startsStatement {
                command()
            } else {
                emit(.foreign, 1)
            }
        case UInt8(ascii: "&"): emit(.foreign, second == byte ? 2 : 1)
        case UInt8(ascii: "|"): emit(.foreign, second == byte ? 2 : 1)
        case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "~"), UInt8(ascii: "`"):
            emit(.foreign, 1)
        default:
            report(.invisibleCharacter(UInt32(byte)), position, position + 1)
            position += 1
        }
    }

    private mutating func open(_ kind: Token.Kind) {
        if !embeds.isEmpty { embeds[embeds.count - 1].depth += 1 }
        emit(kind, 1)
    }

    private mutating func close(_ kind: Token.Kind) {
        if let embed = embeds.last, embed.depth > 0 { embeds[embeds.count - 1].depth -= 1 }
        emit(kind, 1)
    }

    private mutating func rightBrace() {
        guard let embed = embeds.popLast() else {
            emit(.rightBrace, 1)
            return
        }
        emit(.embedEnd, 1)
        continueText(from: embed.text)
    }

    private mutating func dot(_ second: UInt8) {
        if second == UInt8(ascii: ".") {
            if peek(2) == UInt8(ascii: ".") {
                report(.ellipsis, position, position + 3)
                tokens.append(Token(.range, position, position + 3))
                position += 3
            } else if peek(2) == UInt8(ascii: "<") {
                report(.halfOpenRange, position, position + 3)
                tokens.append(Token(.range, position, position + 3))
                position += 3
            } else {
                emit(.range, 2)
            }
        } else if second.isDigit && !followsValue {
            number()
        } else {
            emit(.dot, 1)
        }
    }

    /// True where the last token touches this place and a `.` therefore asks for a field of it.
    private var followsValue: Bool {
        guard let last = tokens.last, Int(last.end) == position else { return false }
        switch last.kind {
        case .name, .rightParenthesis, .rightBracket, .textEnd: return true
        default: return false
        }
    }
}

extension UInt8 {
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    var isLetter: Bool { (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z") }
    var isDigitOrLetter: Bool { isDigit || isLetter }
    /// May stand in a name.
    var isWordByte: Bool { isLetter || isDigit || self == UInt8(ascii: "_") }
}
