import Foundation
import LenetData
import LenetRandom

/// Files that were damaged at random, the same ones every time. `LENET_FUZZ` is how many: `scripts/fuzz-checkpoints` makes many.
enum Fuzzing {
    static let mutants = ProcessInfo.processInfo.environment["LENET_FUZZ"].flatMap { Int($0) } ?? 600

    /// Damages text in one to three places: digits, words, brackets.
    static func damaged(_ text: [UInt8], _ number: Int) -> [UInt8] {
        var stream = RandomStream(seed: UInt64(number), purpose: .samples)
        var text = text
        let words = ["0", "-1", "1e99", "9007199254740993", "null", "true", "\"\"", "[]", "{}", "0.5", "\"nan\"", "18446744073709551615", "\u{0}"]
        for _ in 0...stream.below(3) where !text.isEmpty {
            let at = stream.below(text.count)
            switch stream.below(6) {
            case 0, 1:
                // The value that begins here or behind.
                guard let colon = text[at...].firstIndex(of: UInt8(ascii: ":")) else { continue }
                let start = min(colon + 2, text.count)
                let end = text[start...].firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") } ?? text.count
                text.replaceSubrange(start..<end, with: Array(words[stream.below(words.count)].utf8))
            case 2: text[at] = UInt8(stream.below(256))
            case 3:
                guard let digit = text[at...].firstIndex(where: { (48...57).contains($0) }) else { continue }
                text[digit] = UInt8(48 + stream.below(10))
            case 4: text.removeSubrange(at..<min(text.count, at + 1 + stream.below(20)))
            default:
                let from = stream.below(text.count)
                text.insert(contentsOf: text[from..<min(text.count, from + stream.below(30))], at: at)
            }
        }
        return text
    }

    /// A checkpoint whose description was damaged, with lengths and checksum made right again (mostly), or whose numbers were.
    static func checkpoint(_ sample: [UInt8], _ number: Int) -> [UInt8] {
        let length = Self.number(sample, at: 16)
        var description = Array(sample[32..<32 + length])
        var numbers = Array(sample[(32 + length)..<(sample.count - 64)])
        if number.isMultiple(of: 5) {
            var stream = RandomStream(seed: UInt64(number), purpose: .shuffle)
            for _ in 0...stream.below(8) { numbers[stream.below(numbers.count)] = UInt8(stream.below(256)) }
        } else {
            description = damaged(description, number)
        }
        var bytes = Array(sample[..<16])
        for count in [description.count, numbers.count] { withUnsafeBytes(of: UInt64(count).littleEndian) { bytes += $0 } }
        bytes += description + numbers
        return bytes + Array(Checksum.sha256(bytes).utf8)
    }

    static func number(_ bytes: [UInt8], at place: Int) -> Int {
        (0..<8).reversed().reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
    }
}
