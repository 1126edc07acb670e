import LenetData
import Testing

@Suite struct DrawnDigits {
    static let drawn = DigitGenerator.draw(set: 0, count: 2000, threads: 2)

    @Test(arguments: [1, 3, 8]) func theSameForAnyNumberOfThreads(threads: Int) {
        let other = DigitGenerator.draw(set: 0, count: 2000, threads: threads)
        #expect(other.pixels == Self.drawn.pixels && other.labels == Self.drawn.labels)
    }

    /// The same bits on every machine. Another sum means that everyone's `digits` changed: say so in the CHANGELOG.
    @Test func theSameBitsEverywhere() {
        #expect(fingerprint(Self.drawn.pixels) == 0x001F_B9BE_40AB_C0AE && fingerprint(Self.drawn.labels) == 0xE9F9_69EB_A94E_EEAD)
    }

    @Test func everyDigitAsOften() {
        for digit in 0..<10 { #expect(Self.drawn.labels.count { $0 == digit } == 200) }
        // Mixed: no long run of one digit.
        let runs = zip(Self.drawn.labels, Self.drawn.labels.dropFirst()).count { $0 == $1 }
        #expect(runs > 100 && runs < 300)
    }

    @Test func trainingAndTestDiffer() {
        let test = DigitGenerator.draw(set: 1, count: 2000, threads: 2)
        let size = 28 * 28
        let training = Set((0..<2000).map { Array(Self.drawn.pixels[$0 * size..<($0 + 1) * size]) })
        #expect(training.count == 2000)
        #expect(!(0..<2000).contains { training.contains(Array(test.pixels[$0 * size..<($0 + 1) * size])) })
    }

    /// As MNIST's: the longer side of the ink is 20 pixels (an edge's last grey may be lost), the centre of mass lies in the
    /// middle of pixel (14, 14), and all is inside.
    @Test func sizeAndCentre() {
        for image in 0..<2000 {
            let pixels = Array(Self.drawn.pixels[image * 784..<(image + 1) * 784])
            let rows = (0..<28).filter { row in (0..<28).contains { pixels[row * 28 + $0] > 0 } }
            let columns = (0..<28).filter { column in (0..<28).contains { pixels[$0 * 28 + column] > 0 } }
            let height = (rows.last ?? 0) - (rows.first ?? 0) + 1
            let width = (columns.last ?? 0) - (columns.first ?? 0) + 1
            #expect(max(height, width) <= 20 && max(height, width) >= 19)
            let mass = pixels.reduce(0) { $0 + Double($1) }
            let x = pixels.indices.reduce(0) { $0 + Double(pixels[$1]) * (Double($1 % 28) + 0.5) } / mass
            let y = pixels.indices.reduce(0) { $0 + Double(pixels[$1]) * (Double($1 / 28) + 0.5) } / mass
            // Half a pixel, unless the 20 pixels would leave the image; rounding to bytes moves it a little.
            #expect(abs(x - 14.5) < 0.52 || columns.first == 0 || columns.last == 27)
            #expect(abs(y - 14.5) < 0.52 || rows.first == 0 || rows.last == 27)
        }
    }

    /// FNV-1a, 64 bits.
    private func fingerprint(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
