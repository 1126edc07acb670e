/// How many columns of a terminal text takes: most characters one, East Asian wide ones and emoji two, combining marks none.
package enum TerminalWidth {
    package static func of(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + of($1) } }

    package static func of(_ character: Character) -> Int {
        if character.isASCII { return 1 }
        var width = 0
        for scalar in character.unicodeScalars {
            // Asks for the picture form of the character before it.
            if scalar.value == 0xFE0F { return 2 }
            width = max(width, of(scalar))
        }
        return width
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        if scalar.properties.isEmojiPresentation { return 2 }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// Blocks whose characters are wide, after Unicode's EastAsianWidth (W and F).
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18CFF,
        0x1B000...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD,
    ]

    /// Text safe to print: characters that would move the cursor, change colours or the direction of writing are replaced.
    /// `tab` columns stand for a tab.
    package static func printable(_ text: some StringProtocol, tab: Int = 4) -> String {
        var result = ""
        for character in text {
            if character == "\t" {
                result += String(repeating: " ", count: tab)
            } else if character.unicodeScalars.contains(where: isUnsafe) {
                result.unicodeScalars.append(contentsOf: character.unicodeScalars.map { isUnsafe($0) ? "\u{FFFD}" : $0 })
            } else {
                result.append(character)
            }
        }
        return result
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
