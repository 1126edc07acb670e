extension Lexer {
    /// The longest number, in characters; any value has a shorter spelling.
    private static let numberLimit = 1_000

    /// `60_000`, `1e-3`, `20%`, and the size `5x5`. Begins at a digit, or at the point of a `.5`, which is an error.
    mutating func number() {
        let start = position
        var digits = DecimalDigits()
        let startsWithPoint = peek() == UInt8(ascii: ".")
        var hasUnderscore = false

        while peek().isDigit || peek() == UInt8(ascii: "_") && peek(1).isDigit && position > start {
            hasUnderscore = hasUnderscore || peek() == UInt8(ascii: "_")
            digits.append(peek())
            position += 1
        }
        if peek() == UInt8(ascii: "x"), peek(1).isDigit, !startsWithPoint, !hasUnderscore {
            size(from: start)
            return
        }
        if peek() == UInt8(ascii: "."), peek(1) != UInt8(ascii: ".") {
            position += 1
            if !peek().isDigit { report(.trailingPoint(text(start, position - 1)), start, position) }
            while peek().isDigit || peek() == UInt8(ascii: "_") && peek(1).isDigit && peek(-1).isDigit {
                digits.append(peek(), isFraction: true)
                position += 1
            }
        }
        exponent(&digits)
        let isPercentage = peek() == UInt8(ascii: "%")
        if isPercentage {
            digits.exponent -= 2
            position += 1
        }
        if startsWithPoint { report(.leadingPoint(text(start, position)), start, position) }
        if !isPercentage, peek().isWordByte { runIntoWord(from: start) }

        var value = 0.0
        if position - start > Self.numberLimit {
            report(.numberTooLong(limit: Self.numberLimit), start, position)
        } else {
            value = digits.value
            if value.isInfinite {
                report(.numberTooLarge(text(start, position)), start, position)
                value = 0
            } else if value == 0 && digits.hasNonZero {
                report(.numberTooSmall(text(start, position)), start, position)
            }
        }
        tokens.append(Token(.number, start, position, payload: value.bitPattern))
    }

    private mutating func exponent(_ digits: inout DecimalDigits) {
        guard peek() | 0x20 == UInt8(ascii: "e") else { return }
        let isSigned = peek(1) == UInt8(ascii: "-") || peek(1) == UInt8(ascii: "+")
        guard peek(isSigned ? 2 : 1).isDigit else { return }
        let isNegative = peek(1) == UInt8(ascii: "-")
        position += isSigned ? 2 : 1
        var value = 0
        while peek().isDigit {
            // Beyond a million all are infinite or zero.
            if value < 1_000_000 { value = value * 10 + Int(peek() - UInt8(ascii: "0")) }
            position += 1
        }
        digits.exponent += isNegative ? -value : value
    }

    /// `2pi`, `3epochs`, `0x1F`: what follows a number without a space belongs to nothing.
    private mutating func runIntoWord(from start: Int) {
        let wordStart = position
        while peek().isWordByte { position += 1 }
        report(.numberRunsIntoWord(number: text(start, wordStart), word: text(wordStart, position)), start, position)
    }

    /// `5x5`, standing at the `x`.
    private mutating func size(from start: Int) {
        let height = Int(text(start, position))
        position += 1
        let widthStart = position
        while peek().isDigit { position += 1 }
        let width = Int(text(widthStart, position))
        if peek().isWordByte || peek() == UInt8(ascii: ".") && peek(1).isDigit {
            while peek().isWordByte || peek() == UInt8(ascii: ".") && peek(1).isWordByte { position += 1 }
            report(.malformedSize(text(start, position)), start, position)
            tokens.append(Token(.size, start, position, payload: 1 << 32 | 1))
            return
        }
        guard let height, let width, 1...1_000_000 ~= height, 1...1_000_000 ~= width else {
            report(.sizeOutOfRange(text(start, position)), start, position)
            tokens.append(Token(.size, start, position, payload: 1 << 32 | 1))
            return
        }
        tokens.append(Token(.size, start, position, payload: UInt64(height) << 32 | UInt64(width)))
    }
}

/// The digits of a decimal number and its power of ten, turned into the nearest Double.
struct DecimalDigits {
    private var mantissa: UInt64 = 0
    private var text: [UInt8] = []
    private(set) var hasNonZero = false
    var exponent = 0
    /// Digits after the first that is not zero, including it.
    private var significant = 0

    mutating func append(_ byte: UInt8, isFraction: Bool = false) {
        guard byte.isDigit else { return }
        if isFraction { exponent -= 1 }
        hasNonZero = hasNonZero || byte != UInt8(ascii: "0")
        guard hasNonZero else { return }
        significant += 1
        text.append(byte)
        if significant <= 18 { mantissa = mantissa * 10 + UInt64(byte - UInt8(ascii: "0")) }
    }

    /// Infinite where it is too large, 0 where it is too small.
    var value: Double {
        guard hasNonZero else { return 0 }
        // Both are exact as Double, so that one operation rounds once.
        if significant <= 18, mantissa <= 1 << 53, abs(exponent) <= 22 {
            let power = Self.powersOfTen[abs(exponent)]
            return exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
        }
        return Double(String(decoding: text, as: UTF8.self) + "e\(exponent)") ?? .infinity
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
        1e21, 1e22,
    ]
}
