// Characters outside ASCII: welcome in texts and comments, explained elsewhere. Names are ASCII, so that two names that look
// the same are the same.

extension Lexer {
    /// Decodes a character of several bytes.
    func scalar(at index: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        guard index < bytes.count else { return nil }
        let first = bytes[index]
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard index + length <= bytes.count else { return nil }
        guard let scalar = String(decoding: bytes[index..<index + length], as: UTF8.self).unicodeScalars.first else { return nil }
        return (scalar, length)
    }

    func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark: true
        default: false
        }
    }

    /// Anything that starts with a byte above 127, outside text.
    mutating func unusual() {
        guard let (scalar, length) = scalar(at: position) else {
            position += 1
            return
        }
        if let meant = Self.operators[scalar] {
            report(.unusualOperator(found: String(scalar), meant: meant.text), position, position + length)
            tokens.append(Token(meant.kind, position, position + length))
            position += length
        } else if Self.quotes.contains(scalar) {
            curlyQuoted(length)
        } else if scalar.properties.isAlphabetic || isMark(scalar) {
            unusualWord(from: position)
        } else if scalar.properties.isWhitespace {
            position += length
        } else if scalar.properties.generalCategory == .format || scalar.properties.generalCategory == .control {
            report(.invisibleCharacter(scalar.value), position, position + length)
            position += length
        } else {
            report(.unexpectedCharacter(String(scalar)), position, position + length)
            position += length
        }
    }

    /// A word with letters outside a to z: one token, one error, perhaps a spelling that would do.
    mutating func unusualWord(from start: Int) {
        position = start
        var meant: String? = ""
        while let (scalar, length) = scalar(at: position) {
            if scalar.isASCII {
                guard peek().isWordByte else { break }
                meant?.unicodeScalars.append(scalar)
            } else {
                guard scalar.properties.isAlphabetic || isMark(scalar) || scalar.properties.numericType != nil else { break }
                if let spelled = Self.letters[scalar] { meant?.append(spelled) } else { meant = nil }
            }
            position += length
        }
        report(.unusualName(text(start, position), meant: meant), start, position)
        tokens.append(Token(.name, start, position))
    }

    /// `“adam”`, as word processors write it.
    private mutating func curlyQuoted(_ length: Int) {
        let start = position
        position += length
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
            guard let (scalar, length) = scalar(at: position) else { break }
            position += length
            if Self.quotes.contains(scalar) {
                report(.curlyQuotes, start, position)
                tokens.append(Token(.textStart, start, start))
                tokens.append(Token(.textEnd, position, position))
                return
            }
        }
        report(.curlyQuotes, start, start + length)
        position = start + length
    }

    private static let quotes: Set<Unicode.Scalar> = ["“", "”", "„", "‟", "‘", "’", "‚", "«", "»"]

    private static let operators: [Unicode.Scalar: (kind: Token.Kind, text: String)] = [
        "−": (.minus, "-"), "–": (.minus, "-"), "—": (.minus, "-"), "×": (.star, "*"), "·": (.star, "*"), "⋅": (.star, "*"),
        "÷": (.slash, "/"), "≤": (.lessOrEqual, "<="), "≥": (.greaterOrEqual, ">="), "≠": (.notEqual, "!="),
        "…": (.range, ".."), "，": (.comma, ","),
    ]

    private static let letters: [Unicode.Scalar: String] = [
        "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon", "η": "lr", "θ": "theta",
        "λ": "lambda", "μ": "mu", "µ": "mu", "ν": "nu", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi",
        "ψ": "psi", "ω": "omega", "Δ": "delta", "∇": "g", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe",
        "Ü": "Ue", "é": "e", "è": "e", "ê": "e", "ë": "e", "á": "a", "à": "a", "â": "a", "ã": "a", "å": "a", "ç": "c",
        "í": "i", "î": "i", "ï": "i", "ñ": "n", "ó": "o", "ô": "o", "õ": "o", "ø": "o", "ú": "u", "ù": "u", "û": "u",
        "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4",
    ]
}
