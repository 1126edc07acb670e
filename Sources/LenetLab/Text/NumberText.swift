#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Numbers as a person writes them: `0.3` for 0.1 + 0.2, `61706` without `.0`, `1e-5`.
package enum NumberText {
    /// As many digits as the number needs, twelve at most: what is beyond is the noise of adding, not the number.
    package static func plain(_ x: Double) -> String {
        if let special = special(x) { return special }
        if x.rounded() == x, abs(x) < 1e15 { return fixed(x, decimals: 0) }
        return tidyExponent(printed("%.*g", 12, x))
    }

    /// Every digit that is needed to read the same number back.
    package static func exact(_ x: Double) -> String {
        if let special = special(x) { return special }
        if x.rounded() == x, abs(x) < 1e15 { return fixed(x, decimals: 0) }
        return tidyExponent("\(x)")
    }

    /// So many decimals, rounded to nearest.
    package static func fixed(_ x: Double, decimals: Int) -> String {
        if let special = special(x) { return special }
        let text = printed("%.*f", min(max(decimals, 0), 40), x)
        // -0.0004 with two decimals is 0.00, not -0.00.
        return text.hasPrefix("-") && !text.contains(where: { ("1"..."9").contains($0) }) ? String(text.dropFirst()) : text
    }

    /// So many significant digits, without an exponent where that stays short.
    package static func significant(_ x: Double, _ digits: Int) -> String {
        special(x) ?? tidyExponent(printed("%.*g", min(max(digits, 1), 17), x))
    }

    /// `98.57%`; without `decimals`, as few as needed for so many digits.
    package static func percent(_ x: Double, decimals: Int? = nil, digits: Int = 6) -> String {
        (decimals.map { fixed(x * 100, decimals: $0) } ?? significant(x * 100, digits)) + "%"
    }

    /// `61,706`
    package static func grouped(_ n: Int) -> String { grouped("\(n)") }

    /// `1 step`, `2,345 steps`; `branch` has a plural of its own.
    package static func counted(_ n: Int, _ noun: String, _ plural: String? = nil) -> String {
        n == 1 ? "1 \(noun)" : "\(grouped(n)) \(plural ?? noun + "s")"
    }

    /// Commas between the thousands of a number's text.
    package static func grouped(_ text: String) -> String {
        let sign = text.hasPrefix("-") ? "-" : ""
        let whole = text.dropFirst(sign.count).prefix { $0.isASCII && $0.isNumber }
        let rest = text.dropFirst(sign.count + whole.count)
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { grouped.append(",") }
            grouped.append(digit)
        }
        return sign + grouped + rest
    }

    /// `0.41 s`, `12.3 s`, `2 min 5 s`, `1 h 12 min`.
    package static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
        if seconds < 9.95 { return fixed(seconds, decimals: 2) + " s" }
        if seconds < 99.5 { return fixed(seconds, decimals: 1) + " s" }
        let whole = Int(exactly: seconds.rounded()) ?? 0
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole % 3600 / 60) min"
    }

    private static func special(_ x: Double) -> String? {
        if x.isNaN { return "nan" }
        return x.isInfinite ? (x < 0 ? "-infinity" : "infinity") : nil
    }

    /// `1e-05` to `1e-5`, `1e+20` to `1e20`.
    private static func tidyExponent(_ text: String) -> String {
        guard let mark = text.firstIndex(of: "e") else { return text }
        var exponent = text[text.index(after: mark)...]
        let sign = exponent.hasPrefix("-") ? "-" : ""
        exponent = exponent.drop { $0 == "-" || $0 == "+" || $0 == "0" }
        return text[..<mark] + "e" + sign + (exponent.isEmpty ? "0" : exponent)
    }

    private static func printed(_ format: String, _ digits: Int, _ x: Double) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
            let length = withVaList([Int32(truncatingIfNeeded: digits), x]) {
                vsnprintf(buffer.baseAddress, buffer.count, format, $0)
            }
            let bytes = buffer.prefix(min(max(Int(length), 0), buffer.count - 1)).map { UInt8(bitPattern: $0) }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
