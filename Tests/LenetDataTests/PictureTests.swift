import Foundation
import LenetData
import Testing

/// Pictures from files: what Pillow wrote is read to the shade, what is damaged is refused, and a digit comes where MNIST has it.
@Suite struct PictureTests {
    private static func file(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Pictures")
        return [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    /// Shades that Pillow 11 finds in its own files (Pictures/make.py), at most one off where three colours become one.
    @Test(arguments: ["gray", "gray1", "gray16", "rgb", "rgba", "palette", "palette4", "transparent", "adaptive"])
    func picturesOfPillow(name: String) throws {
        let picture = try GrayPicture(reading: try Self.file(name + ".png"))
        let shades = try GrayPicture(reading: try Self.file(name + ".pgm"))
        #expect(picture.width == shades.width && picture.height == shades.height)
        let most = zip(picture.pixels, shades.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 255
        #expect(most <= 1)
        #expect(Set(shades.pixels).count > 1)
    }

    @Test func greyMapsInText() throws {
        let picture = try GrayPicture(reading: Array("P2 # made by hand\n3 2\n# levels\n4\n0 1 2\n3 4 4\n".utf8))
        #expect(picture == GrayPicture(width: 3, height: 2, pixels: [0, 64, 128, 191, 255, 255]))
    }

    @Test(arguments: [
        "", "P", "P2", "P2 3", "P2 0 1 255", "P2 3 2 4 0 1 2 3 4", "P2 3 2 4 0 1 2 3 4 5", "P2 1 1 4 x", "P2 99999999999999999999 1 1 0",
        "P5 2 2 255\nabc", "P5 2 2 255\nabcde", "P5 20000 20000 255\n", "GIF89a", "\u{89}PNG", "P2 1 1 0 0",
    ])
    func whatIsNoPictureIsRefused(text: String) {
        #expect(throws: PictureFault.self) { try GrayPicture(reading: Array(text.utf8)) }
    }

    @Test(arguments: ["gray", "palette4", "rgba"])
    func everyCutAndEveryChangeIsRefused(name: String) throws {
        let whole = try Self.file(name + ".png")
        for length in 0..<whole.count { #expect(throws: PictureFault.self) { try GrayPicture(reading: Array(whole.prefix(length))) } }
        for place in whole.indices {
            var bytes = whole
            bytes[place] ^= 0x04
            #expect(throws: PictureFault.self) { try GrayPicture(reading: bytes) }
        }
    }

    @Test func interlacedPicturesAreToldApart() throws {
        var bytes = try Self.file("gray.png")
        bytes[28] = 1
        Self.mend(&bytes)
        #expect(throws: PictureFault.notRead(reason: "is interlaced")) { try GrayPicture(reading: bytes) }
    }

    /// Mutants whose checksums were made right again reach what lies behind them.
    @Test func partsThatLieAreRefusedOrHarmless() throws {
        for name in ["gray1", "gray16", "palette", "rgba", "transparent"] {
            let whole = try Self.file(name + ".png")
            for number in 0..<DataFuzzTests.mutants / 8 {
                var bytes = whole
                var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 1
                func next(_ count: Int) -> Int {
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return Int(state >> 33) % count
                }
                for _ in 0...next(3) { bytes[8 + next(bytes.count - 8)] = UInt8(next(256)) }
                Self.mend(&bytes)
                if let picture = try? GrayPicture(reading: bytes) { #expect(picture.pixels.count == picture.width * picture.height) }
            }
        }
    }

    private static func mend(_ bytes: inout [UInt8]) {
        var place = 8
        while place + 12 <= bytes.count {
            let length = (0..<4).reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
            guard length <= bytes.count - place - 12 else { return }
            var crc: UInt32 = 0xFFFF_FFFF
            for byte in bytes[place + 4..<place + 8 + length] {
                crc ^= UInt32(byte)
                for _ in 0..<8 { crc = crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
            }
            crc = ~crc
            for index in 0..<4 { bytes[place + 8 + length + index] = UInt8(truncatingIfNeeded: crc >> UInt32(24 - 8 * index)) }
            place += 12 + length
        }
    }

    // MARK: Digits

    /// A block of ink on paper, of any size and place.
    private func block(_ width: Int, _ height: Int, rows: Range<Int>, columns: Range<Int>, ink: UInt8, paper: UInt8) -> GrayPicture {
        GrayPicture(
            width: width, height: height,
            pixels: (0..<width * height).map { rows.contains($0 / width) && columns.contains($0 % width) ? ink : paper })
    }

    @Test(arguments: [(UInt8(20), UInt8(240)), (UInt8(255), UInt8(0)), (UInt8(120), UInt8(200))])
    func aDigitComesWhereMNISTHasIt(ink: UInt8, paper: UInt8) throws {
        // 100 rows and 50 columns become 20 and 10, in the middle.
        let picture = block(300, 200, rows: 30..<130, columns: 200..<250, ink: ink, paper: paper)
        let digit = try DigitPicture(picture, height: 28, width: 28)
        for row in 0..<28 {
            for column in 0..<28 {
                #expect(digit.pixels[row * 28 + column] == (4..<24 ~= row && 9..<19 ~= column ? 255 : 0), "\(row), \(column)")
            }
        }
        #expect(digit.steps.contains { $0.contains("turned over") } == (paper > ink))
        #expect(digit.steps.contains { $0.contains("100x50 of its 200x300 pixels scaled to 20x10") })
    }

    /// Weight counts, not the box: an L stands further to the right and higher than its box would.
    @Test func theWeightIsInTheMiddle() throws {
        var picture = block(40, 40, rows: 5..<35, columns: 5..<9, ink: 255, paper: 0)
        for row in 31..<35 { for column in 5..<35 { picture.pixels[row * 40 + column] = 255 } }
        let digit = try DigitPicture(picture, height: 28, width: 28)
        var (mass, down, across) = (0.0, 0.0, 0.0)
        for (place, pixel) in digit.pixels.enumerated() {
            mass += Double(pixel)
            down += Double(pixel) * (Double(place / 28) + 0.5)
            across += Double(pixel) * (Double(place % 28) + 0.5)
        }
        #expect(abs(down / mass - 14) <= 0.5 && abs(across / mass - 14) <= 0.5)
    }

    @Test func aPictureOfTheNetworksSizeIsTakenAsItIs() throws {
        let picture = block(28, 28, rows: 3..<9, columns: 2..<5, ink: 200, paper: 0)
        let digit = try DigitPicture(picture, height: 28, width: 28)
        #expect(digit.pixels == picture.pixels && digit.steps.isEmpty)
        let turned = block(28, 28, rows: 3..<9, columns: 2..<5, ink: 55, paper: 255)
        #expect(try DigitPicture(turned, height: 28, width: 28).pixels == picture.pixels)
    }

    @Test(arguments: [(28, 28), (1, 1), (200, 10), (500, 500)])
    func anEmptySheetIsRefused(width: Int, height: Int) {
        let picture = GrayPicture(width: width, height: height, pixels: Array(repeating: 255, count: width * height))
        #expect(throws: PictureFault.empty) { try DigitPicture(picture, height: 28, width: 28) }
    }

    /// Thin lines and odd sizes never leave the frame.
    @Test func everySizeFits() throws {
        for (width, height) in [(1, 50), (50, 1), (3, 3), (1000, 7), (29, 28)] {
            let picture = block(width, height, rows: 0..<max(1, height / 2), columns: 0..<max(1, width / 2), ink: 255, paper: 0)
            guard let digit = try? DigitPicture(picture, height: 28, width: 28) else { continue }
            #expect(digit.pixels.count == 784 && digit.pixels.contains { $0 > 0 })
        }
    }
}
