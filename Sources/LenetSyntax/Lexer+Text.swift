extension Lexer {
    /// Reads on in a text until its closing quote or the next `{`; `start` is its opening quote.
    mutating func continueText(from start: Int) {
        let pieceStart = position
        func piece(_ lexer: inout Lexer) {
            if lexer.position > pieceStart { lexer.tokens.append(Token(.textLiteral, pieceStart, lexer.position)) }
        }
        while true {
            guard position < bytes.count, bytes[position] != UInt8(ascii: "\n") else {
                if peek(-1) == UInt8(ascii: "\r"), position > pieceStart { position -= 1 }
                piece(&self)
                // `"a {x"`: what seems to be another text is the end of the one that holds an open brace.
                if embeds.isEmpty { report(.unterminatedText, start, position) }
                tokens.append(Token(.textEnd, position, position))
                closeEmbeds(at: position)
                return
            }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                piece(&self)
                emit(.textEnd, 1)
                return
            case UInt8(ascii: "\\"):
                escape()
            case UInt8(ascii: "{"):
                if peek(1) == UInt8(ascii: "{") {
                    position += 2
                } else {
                    piece(&self)
                    embeds.append(Embed(text: start, brace: position))
                    emit(.embedStart, 1)
                    return
                }
            case UInt8(ascii: "}"):
                if peek(1) == UInt8(ascii: "}") {
                    position += 2
                } else {
                    report(.loneBraceInText, position, position + 1)
                    position += 1
                }
            default:
                position += 1
            }
        }
    }

    private mutating func escape() {
        switch peek(1) {
        case UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "\""), UInt8(ascii: "\\"):
            position += 2
        case 0, UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            // The text is not closed on its line; that is the error to report.
            position += 1
        default:
            let length = scalar(at: position + 1)?.length ?? 1
            let end = min(position + 1 + length, bytes.count)
            report(.unknownEscape(text(position, end)), position, end)
            position = end
        }
    }

    /// `:.2` after an embedded expression, up to the `}`.
    mutating func format() {
        let start = position
        position += 1
        while position < bytes.count, !Self.endsFormat.contains(bytes[position]) { position += 1 }
        tokens.append(Token(.embedFormat, start, position))
    }

    private static let endsFormat: Set<UInt8> = Set("}\n\"".utf8)

    /// The line ends and the `{` of a text is open.
    mutating func closeEmbeds(at end: Int) {
        if let outermost = embeds.first { report(.unclosedEmbed, outermost.brace, outermost.brace + 1) }
        while embeds.popLast() != nil {
            tokens.append(Token(.embedEnd, end, end))
            tokens.append(Token(.textEnd, end, end))
        }
    }

    /// `'adam'` up to the closing quote on this line; the parser says what to write instead.
    mutating func singleQuoted() {
        let start = position
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n"), bytes[position] != UInt8(ascii: "'") {
            position += 1
        }
        if peek() == UInt8(ascii: "'") {
            position += 1
        } else {
            position = start + 1
            report(.strayQuote, start, position)
            return
        }
        tokens.append(Token(.singleQuoted, start, position))
    }

    /// What a piece of text says, its escapes and doubled braces resolved.
    static func unescaped(_ piece: ArraySlice<UInt8>) -> String {
        guard piece.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) else {
            return String(decoding: piece, as: UTF8.self)
        }
        var result: [UInt8] = []
        result.reserveCapacity(piece.count)
        var index = piece.startIndex
        while index < piece.endIndex {
            let byte = piece[index]
            let next = index + 1 < piece.endIndex ? piece[index + 1] : 0
            index += 1
            if byte == UInt8(ascii: "\\"), next != 0 {
                switch next {
                case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
                case UInt8(ascii: "t"): result.append(UInt8(ascii: "\t"))
                default: result.append(next)
                }
                index += 1
            } else {
                result.append(byte)
                if byte == next, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") { index += 1 }
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
