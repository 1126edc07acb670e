import LenetRandom

/// Draws sets of digits. Image i of a set follows from (set, i) alone, so threads share the work in any way they like.
package struct DigitGenerator {
    /// Chosen once. Other drawings need another number, and a new line in the CHANGELOG.
    package static let seed: UInt64 = 1998

    /// Images between two reports.
    private static let piece = 5_000

    /// Equally many of each digit, in a random order. `set`: 0 to train with, 1 to test.
    package static func draw(set: UInt32, count: Int, threads: Int) -> ImageSet {
        draw(set: set, count: count, threads: threads) { _ in }
    }

    /// `progress` hears how many are drawn; what it throws ends the drawing.
    package static func draw<Refusal: Error>(
        set: UInt32, count: Int, threads: Int, progress: (Int) throws(Refusal) -> Void
    ) throws(Refusal) -> ImageSet {
        var order = RandomStream(seed: seed, purpose: .digits, set, .max)
        let labels = order.permutation(of: count).map { UInt8($0 % 10) }
        let size = Canvas.side * Canvas.side
        var pixels = [UInt8](repeating: 0, count: count * size)
        for start in stride(from: 0, to: count, by: piece) {
            let count = min(piece, count - start)
            pixels.withUnsafeMutableBufferPointer { buffer in
                let target = Target(pixels: buffer)
                Threads.run(parts: threads) { part in
                    var ink = Ink()
                    var canvas = Canvas()
                    for index in start + count * part / threads..<start + count * (part + 1) / threads {
                        var stream = RandomStream(seed: seed, purpose: .digits, set, UInt32(truncatingIfNeeded: index))
                        Handwriting.write(Int(labels[index]), &stream, into: &ink)
                        canvas.draw(
                            ink, softness: stream.uniform(0.45, 0.75), roughness: 0.4, &stream,
                            into: UnsafeMutableBufferPointer(rebasing: target.pixels[index * size..<(index + 1) * size]))
                    }
                }
            }
            try progress(start + count)
        }
        return ImageSet(
            count: count, channels: 1, height: Canvas.side, width: Canvas.side, classes: 10, pixels: pixels, labels: labels)
    }

    /// Every thread writes other images.
    private struct Target: @unchecked Sendable {
        let pixels: UnsafeMutableBufferPointer<UInt8>
    }
}
