/// A text in the one layout that all scripts have: four spaces a block, one space round operators, comments beside lines in a
/// column, never two empty lines together. Line breaks stay where their writer put them.
///
/// It reads tokens, not the tree, so it takes whatever it is given; of a text that parses, the result parses to the same tree, and
/// its own result is left as it is.
package struct Formatter {
    private let source: [UInt8]

    private init(_ text: String) { source = Array(text.utf8) }

    package static func formatted(_ text: String) -> String {
        guard text.utf8.count <= Lexer.sizeLimit else { return text }
        let formatter = Formatter(text)
        let tokens = Lexer.tokens(of: Source(name: "", text: text), as: SourceID(index: 0))
        return formatter.drawn(formatter.lines(of: tokens))
    }

    /// What stands together without a space inside: a token, or a text from quote to quote.
    struct Piece {
        var text: String
        var kind: Token.Kind
        /// The writer left room before it.
        var hasGap: Bool
    }

    private struct Line {
        var pieces: [Piece] = []
        var comment: String?
        /// The line before ended in `\`.
        var continues = false
        var isContinued = false
        var followsEmptyLine = false
        var indentation = 0

        var isEmpty: Bool { pieces.isEmpty && comment == nil }
    }

    // MARK: Lines

    private func lines(of tokens: [Token]) -> [Line] {
        var lines: [Line] = []
        var line = Line()
        var previousEnd = 0
        var emptyLines = 0
        func finish(isContinued: Bool = false) {
            if line.isEmpty {
                emptyLines += 1
            } else {
                line.followsEmptyLine = emptyLines > 0 && !lines.isEmpty && !line.continues
                line.isContinued = isContinued
                lines.append(line)
                emptyLines = 0
            }
            line = Line(continues: isContinued)
        }
        var index = 0
        while index < tokens.count {
            let token = tokens[index]
            if token.kind == .end { break }
            let start = Int(token.start)
            let gap = previousEnd < start ? source[previousEnd..<start] : []
            if token.kind == .newline {
                finish()
                previousEnd = Int(token.end)
                index += 1
                continue
            }
            // Only a `\` that continues its line may stand between tokens.
            if gap.contains(UInt8(ascii: "\\")), gap.contains(UInt8(ascii: "\n")), !line.isEmpty { finish(isContinued: true) }
            let last = token.kind == .textStart ? endOfText(tokens, from: index) : index
            let text = slice(start, Int(tokens[last].end))
            if token.kind == .comment || token.kind == .documentation {
                line.comment = text.trimmingTrailingSpace
            } else {
                line.pieces.append(Piece(text: text, kind: token.kind, hasGap: !gap.isEmpty))
            }
            previousEnd = Int(tokens[last].end)
            index = last + 1
        }
        finish()
        indent(&lines)
        return lines
    }

    /// The token that closes the text; the last of its line where nothing does.
    private func endOfText(_ tokens: [Token], from start: Int) -> Int {
        var depth = 0
        var index = start
        while index < tokens.count {
            switch tokens[index].kind {
            case .textStart: depth += 1
            case .textEnd: depth -= 1
            case .newline, .end: return max(start, index - 1)
            default: break
            }
            if depth == 0 { return index }
            index += 1
        }
        return tokens.count - 1
    }

    private func slice(_ start: Int, _ end: Int) -> String {
        String(decoding: source[min(start, source.count)..<max(min(end, source.count), min(start, source.count))], as: UTF8.self)
    }

    /// A line stands one step further in for every line above it that opened a bracket which is still open.
    private func indent(_ lines: inout [Line]) {
        var opened: [Int] = []
        for number in lines.indices {
            var leading = true
            for piece in lines[number].pieces {
                let closes = piece.kind.isCloser
                if leading, !closes {
                    lines[number].indentation = Set(opened).count
                    leading = false
                }
                if closes, !opened.isEmpty { opened.removeLast() }
                if piece.kind.isOpener { opened.append(number) }
            }
            if leading { lines[number].indentation = Set(opened).count }
            if lines[number].continues { lines[number].indentation += 1 }
        }
    }

    // MARK: Drawing

    private func drawn(_ lines: [Line]) -> String {
        let codes = lines.map(code)
        let columns = commentColumns(lines, codes)
        var text = ""
        for (number, line) in lines.enumerated() {
            let followsOpener = number > 0 && lines[number - 1].pieces.last?.kind.isOpener == true
            let closes = line.pieces.first?.kind.isCloser == true
            if line.followsEmptyLine, !followsOpener, !closes { text += "\n" }
            text += codes[number]
            if let comment = line.comment {
                let room = columns[number] - TerminalWidth.of(codes[number])
                if !line.pieces.isEmpty { text += String(repeating: " ", count: max(room, 2)) }
                text += comment
            }
            if line.isContinued { text += " \\" }
            text += "\n"
        }
        return text
    }

    private func code(_ line: Line) -> String {
        var text = String(repeating: "    ", count: line.indentation)
        for (index, piece) in line.pieces.enumerated() {
            if index > 0, Spacing.stands(between: line.pieces, before: index) { text += " " }
            text += piece.text
        }
        return text
    }

    /// Comments beside lines that follow each other stand below each other.
    private func commentColumns(_ lines: [Line], _ codes: [String]) -> [Int] {
        var columns = [Int](repeating: 0, count: lines.count)
        var first = 0
        while first < lines.count {
            var last = first
            while last < lines.count, isBeside(lines[last]), last == first || !lines[last].followsEmptyLine { last += 1 }
            let column = (first..<last).map { TerminalWidth.of(codes[$0]) + 2 }.max() ?? 0
            for number in first..<last { columns[number] = column }
            first = max(last, first + 1)
        }
        return columns
    }

    private func isBeside(_ line: Line) -> Bool { line.comment != nil && !line.pieces.isEmpty }
}

extension Token.Kind {
    var isOpener: Bool { self == .leftParenthesis || self == .leftBracket || self == .leftBrace }
    var isCloser: Bool { self == .rightParenthesis || self == .rightBracket || self == .rightBrace }
}

extension String {
    fileprivate var trimmingTrailingSpace: String {
        var bytes = Substring(self)
        while let last = bytes.last, last == " " || last == "\t" || last == "\r" { bytes.removeLast() }
        return String(bytes)
    }
}
