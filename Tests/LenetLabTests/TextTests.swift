import LenetLab
import Testing

@Suite struct NumberTextTests {
    @Test(arguments: [
        (0.1 + 0.2, "0.3"), (61706, "61706"), (-0.0, "0"), (1e-5, "1e-5"), (123456789012345, "123456789012345"), (1e20, "1e20"),
        (0.001, "0.001"), (1.0 / 3, "0.333333333333"), (2.5e-10, "2.5e-10"), (-1.5, "-1.5"), (.infinity, "infinity"), (.nan, "nan"),
    ])
    func plain(x: Double, text: String) { #expect(NumberText.plain(x) == text) }

    @Test(arguments: [(0.9857, 2, "0.99"), (-0.0004, 2, "0.00"), (2.5, 0, "2"), (1234.5678, 1, "1234.6"), (1e300, 0, "1" + String(repeating: "0", count: 1))])
    func fixed(x: Double, decimals: Int, text: String) {
        let printed = NumberText.fixed(x, decimals: decimals)
        if x == 1e300 { #expect(printed.hasPrefix("1") && printed.count == 301) } else { #expect(printed == text) }
    }

    @Test func percentages() {
        #expect(NumberText.percent(0.9857) == "98.57%")
        #expect(NumberText.percent(0.98765) == "98.765%")
        #expect(NumberText.percent(1.0 / 3) == "33.3333%")
        #expect(NumberText.percent(1.0 / 3, decimals: 1) == "33.3%")
        #expect(NumberText.percent(1) == "100%")
    }

    @Test func thousands() {
        #expect(NumberText.grouped(61706) == "61,706")
        #expect(NumberText.grouped(-1234567) == "-1,234,567")
        #expect(NumberText.grouped("1234567.25") == "1,234,567.25")
        #expect(NumberText.grouped(999) == "999")
    }

    @Test(arguments: [(0.412, "0.41 s"), (12.34, "12.3 s"), (125, "2 min 5 s"), (4321, "1 h 12 min")])
    func durations(seconds: Double, text: String) { #expect(NumberText.duration(seconds) == text) }

    /// JSON must give the same number back.
    @Test(arguments: [0.1 + 0.2, 1e-300, 123.456, 5e-324, 1.7976931348623157e308])
    func exactTextsReadBack(x: Double) { #expect(Double(NumberText.exact(x)) == x) }
}

@Suite struct TextTableTests {
    @Test func columnsAreAligned() {
        var table = TextTable([.init("layer", .left), .init("parameters")], [["conv1", "156"], ["total", "61,706"]])
        table.hasTotals = true
        #expect(
            table.lines() == [
                "layer  parameters",
                "conv1         156",
                "-----------------",
                "total      61,706",
            ])
    }

    @Test func textsAreCutAndThenColumnsLeftOut() {
        let table = TextTable(
            [.init("rule", .left), .init("model", .left), .init("epochs"), .init("bits", .left)],
            [["sgd lr 0.1 momentum 0.9", "softmax_regression", "2", "0123abcd"], ["adam", "mlp", "10"]])
        func fitted(_ width: Int) -> [String] { table.fitting(width, cutting: [("rule", 12), ("model", 8)], without: ["bits", "epochs"]).lines() }
        #expect(fitted(61) == table.lines())
        #expect(fitted(60)[1] == "sgd lr 0.1 momentum 0…  softmax_regression       2  0123abcd" && fitted(60)[2] == "adam                    mlp                     10")
        #expect(fitted(47)[1] == "sgd lr 0.1 …  softmax_regres…       2  0123abcd")
        // Without bits there is room for the texts again.
        #expect(fitted(39)[1] == "sgd lr 0.1 …  softmax_regressi…       2")
        #expect(fitted(10) == ["rule          model", "sgd lr 0.1 …  softmax…", "adam          mlp"])
    }

    @Test func shortRowsLeaveCellsEmpty() {
        #expect(TextTable([.init("a", .left), .init("b")], [["x"]]).lines(indent: 2) == ["  a  b", "  x"])
    }
}
