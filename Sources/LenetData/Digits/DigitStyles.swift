/// How people write each digit: several hands a digit, drawn as pen strokes.
///
/// The notation: points `x,y` in hundredths, x to the right and y down, joined by a smooth curve; `!` after a point makes a corner
/// there; `|` lifts the pen. The first number of a line is how often the hand is used, relative to the digit's others.
enum DigitStyles {
    static let byDigit: [[DigitStyle]] = texts.map { $0.map(DigitStyle.init) }

    private static let texts: [[String]] = [
        [  // 0: closed, overlapping at the top, open, a hook inside, round
            "4: 55,2 30,6 11,30 7,62 22,92 50,99 79,85 93,55 88,24 70,5 50,2",
            "3: 72,12 52,0 26,12 10,45 12,80 35,100 65,92 86,60 86,25 66,4 45,8 36,22",
            "2: 58,5 34,6 12,30 8,65 25,95 55,100 85,80 95,50 88,22 74,8",
            "2: 50,12 62,0 82,12 94,45 84,82 52,100 20,88 6,55 16,20 42,4 66,10",
            "2: 50,0 18,14 0,50 18,86 50,100 82,86 100,50 82,14 50,0",
        ],
        [  // 1: a line, a bent line, with a flag, with flag and foot
            "10: 50,0 51,50 50,100",
            "3: 54,0 48,34 47,66 52,100",
            "2: 34,20 52,0! 51,50 50,100",
            "1: 26,26 52,0! 51,50 50,100 | 22,100 80,99",
        ],
        [  // 2: a sharp corner at the foot, a loop, a wave, an angular one, a swan
            "4: 10,26 24,6 54,0 79,14 80,38 55,66 12,97! 50,96 92,95",
            "4: 12,22 30,3 60,0 77,18 70,48 42,78 14,95 8,84 22,76 42,86 66,97 94,90",
            "2: 8,18 35,2 68,4 78,24 62,54 34,80 10,94 30,90 62,96 90,98",
            "1: 10,10 45,3 80,6 76,32 46,64 12,98! 90,97",
            "2: 6,34 16,10 44,0 70,12 72,38 54,70 28,96 14,92 26,82 58,92 96,82",
        ],
        [  // 3: two bowls, a small loop between, a flat top, a flat middle, open and tall
            "4: 12,14 38,0 72,6 78,26 62,43 38,48! 66,51 88,68 80,90 48,100 10,90",
            "2: 14,12 42,0 76,8 74,30 50,46 38,50 48,42 76,54 86,76 66,97 34,99 8,88",
            "1: 10,4 46,3 80,4! 44,42! 74,50 88,74 66,98 14,94",
            "2: 8,10 44,0 80,12 70,38 34,46! 74,48 94,70 76,96 40,100 6,94",
            "2: 20,8 54,0 74,18 56,40 40,46! 62,52 72,72 58,92 30,100 8,94",
        ],
        [  // 4: open, closed to a triangle, open and round, in one line, with a short stem, slim
            "4: 20,4 14,28 8,54! 44,54 92,48 | 74,6 72,50 68,100",
            "2: 74,100 74,50 74,0! 40,34 4,66! 50,66 98,64",
            "3: 22,0 12,30 16,50 46,54 80,42 | 86,0 78,45 66,100",
            "2: 14,4 8,36 30,52 62,46 84,6! 78,50 70,100",
            "2: 16,10 10,40 24,54 60,52 94,46 | 80,0 70,40 58,98",
            "1: 62,2 30,34 8,60! 50,60 90,56 | 66,30 62,60 56,100",
        ],
        [  // 5: bar apart, one line, round as an S, a short bar, a large bowl
            "4: 28,6 22,26 18,44! 46,38 78,50 84,74 58,97 12,94 | 26,6 56,4 90,0",
            "3: 90,2 58,3 32,5! 24,26 18,46! 48,38 82,54 78,86 44,100 8,90",
            "2: 86,4 54,2 32,14 34,36 62,50 76,72 58,96 12,98",
            "2: 40,2 32,24 28,42! 54,44 74,62 66,88 36,100 8,92 | 42,3 66,4 84,2",
            "2: 84,0 60,4 36,6! 26,28 16,50 44,42 72,46 82,68 66,92 34,99 6,86",
        ],
        [  // 6: a bent stem, a straight one, a curled top, a wide loop, a small one
            "4: 68,0 38,18 16,50 12,82 38,100 70,88 74,66 50,56 24,66 13,82",
            "3: 58,0 32,36 12,72 24,97 62,98 82,76 66,56 36,62 15,84",
            "2: 84,10 62,0 32,18 10,56 15,88 46,100 76,86 78,64 54,52 26,62 12,78",
            "2: 52,0 24,30 8,66 20,94 56,100 88,82 80,58 48,54 18,72",
            "2: 60,0 36,28 20,62 24,94 50,100 66,84 54,68 34,74 24,88",
        ],
        [  // 7: plain, barred, with a serif, bent, bent and barred, a hooked start
            "5: 8,10 50,8 90,4! 64,46 42,100",
            "1: 6,8 50,7 88,4! 62,46 40,100 | 28,54 56,50 84,48",
            "2: 10,24 12,7! 50,7 90,6! 66,50 46,100",
            "3: 6,14 40,10 78,4 84,16 64,54 52,100",
            "1: 8,12 46,8 82,4 80,22 58,60 46,100 | 30,50 58,48 84,44",
            "2: 4,20 12,6 30,10 60,10 92,2 72,34 52,66 38,100",
        ],
        [  // 8: one line from the top right, two rings, open at the top, begun in the middle, slim
            "4: 76,16 52,1 26,12 30,36 56,50 78,70 70,94 44,100 20,84 30,62 58,44 78,24 66,5",
            "2: 50,2 26,10 24,34 50,47 74,34 74,11 50,2 | 50,47 20,60 18,88 50,100 82,88 80,60 50,47",
            "3: 84,14 54,0 24,14 38,40 68,58 74,84 48,100 22,86 32,62 66,38 88,10",
            "2: 52,46 26,32 30,8 58,0 78,14 68,38 40,58 22,80 42,100 70,90 74,66 50,46",
            "2: 66,12 48,0 32,14 38,36 56,52 66,76 52,98 32,92 30,70 50,46 68,24 62,6",
        ],
        [  // 9: a straight stem, a bent one, slanting, a flat ring, a hook at the foot, an open ring
            "4: 78,18 54,2 24,10 14,34 38,48 68,36 80,10! 80,50 76,100",
            "3: 82,16 54,0 22,14 18,38 44,50 74,36 82,12 83,50 72,86 42,100 16,92",
            "3: 80,10 48,0 16,20 22,42 52,44 80,10! 68,52 46,100",
            "2: 84,22 58,4 22,10 8,32 32,46 66,40 84,20! 74,56 62,100",
            "2: 74,20 52,2 24,14 22,38 48,46 74,24 80,10 78,54 66,94 44,98",
            "1: 74,4 40,6 16,26 28,46 58,42 80,14! 76,54 70,100",
        ],
    ]
}

/// One hand: the strokes of a digit and how often it is used.
struct DigitStyle: Sendable {
    let weight: Int
    let strokes: [[Anchor]]

    /// A point that the pen goes through. Hundredths of the digit's height.
    struct Anchor: Sendable {
        var x: Double
        var y: Double
        var isCorner: Bool
    }

    /// Reads the notation of DigitStyles; a mistake in it is a mistake of this program.
    init(_ text: String) {
        let parts = text.split(separator: ":")
        guard parts.count == 2, let weight = Int(parts[0]) else { preconditionFailure("a digit's hand begins with its weight: \(text)") }
        self.weight = weight
        strokes = parts[1].split(separator: "|").map { stroke in
            stroke.split(separator: " ").map { word in
                let numbers = word.filter { $0 != "!" }.split(separator: ",").map { Int($0) }
                guard numbers.count == 2, let x = numbers[0], let y = numbers[1] else {
                    preconditionFailure("a point of a digit's hand is x,y: \(word)")
                }
                return Anchor(x: Double(x) / 100, y: Double(y) / 100, isCorner: word.hasSuffix("!"))
            }
        }
    }
}
