import LenetEngine
import LenetRules
import LenetSyntax
import Testing

/// Mistakes in definitions. The place that the error must name stands between « and ».
@Suite struct DefinitionErrorTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        var code: String
        var text: String
        var label: String?
        init(_ code: String, _ text: String, label: String? = nil) {
            self.code = code
            self.text = text
            self.label = label
        }
        var testDescription: String { "\(code): \(text)" }
    }

    static let mistakes: [Mistake] = [
        Mistake("E0301", "optimizer o(lr = 1, momentum = 0.9) { state v = 0; v = «momentun» * v - lr * g; w = w + v }", label: "did you mean 'momentum'?"),
        Mistake("E0301", "optimizer o(lr = 1) { w = w - lr * «grad» }"),
        Mistake("E0301", "optimizer o(lr = 1, momentum = 0) { if «momentm» > 0 { w = w - lr * g } else { w = w } }", label: "did you mean 'momentum'?"),
        Mistake("E0302", "optimizer o(lr = 1) { w = w - lr * «sqr»(g) }", label: "did you mean 'sqrt'?"),
        Mistake("E0303", "optimizer o(lr = 1) { state «v» = 0; w = w - lr * g }"),
        Mistake("E0303", "optimizer o(lr = 1) { state «v» = 0; v = 0.9 * v + g; w = w - lr * g }"),
        Mistake("E0303", "optimizer o(lr = 1) { scalar «p» = 1; p = p * 0.9; w = w - lr * g }"),
        Mistake("E0304", "optimizer o(lr = 1) { state «v» = 0; w = w - lr * (g + v) }"),
        Mistake("E0305", "optimizer o(lr = 1) { «x» = g * 2; w = w - lr * g }"),
        Mistake("E0305", "optimizer o(lr = 1) { «x» = g * 2; x = g; w = w - lr * x }"),
        Mistake("E0306", "optimizer «o»(lr = 1) { state v = 0; v = v + lr * g }"),
        Mistake("E0306", "optimizer «o»(lr = 1, fast = false) { if fast { w = w - lr * g } }"),
        Mistake("E0307", "optimizer o(lr = 1) { «t» = 3; w = w - lr * g }"),
        Mistake("E0307", "optimizer o(lr = 1) { «lr» = lr / 2; w = w - lr * g }"),
        Mistake("E0307", "optimizer o(lr = 1, a = 2) { «a» = a / t; w = w - lr * a * g }"),
        Mistake("E0307", "optimizer o(lr = 1) { «rows» = 3; w = w - lr * g }"),
        Mistake("E0308", "optimizer o(lr = 1, «rho» = 0.9) { w = w - lr * g }"),
        Mistake("E0308", "optimizer o(lr = 1, «fast» = false) { w = w - lr * g }"),
        Mistake("E0309", "optimizer o(lr = 1, a = 1) { state «a» = 2; a = a + g; w = w - lr * a * g }"),
        Mistake("E0309", "optimizer o(lr = 1) { state v = 0, «v» = 1; v = v + g; w = w - lr * v }"),
        Mistake("E0310", "optimizer o(lr = 1, «g» = 2) { w = w - lr * g }"),
        Mistake("E0310", "optimizer o(lr = 1) { state «sqrt» = 0; w = w - lr * g }"),
        Mistake("E0310", "optimizer o(lr = 1) { «norm» = norm(g); w = w - lr * g }"),
        Mistake("E0311", "optimizer o(lr = 1, fast = false) { w = w - lr * «fast» * g }"),
        Mistake("E0312", "optimizer o(lr = 1) { if «g > 0» { w = w - lr } else { w = w + lr } }"),
        Mistake("E0312", "optimizer o(lr = 1, rho = 0.9) { if «rho» { w = w - lr * g } else { w = w + lr * g } }"),
        Mistake("E0312", "optimizer o(lr = 1) { if «lr > 0» { w = w - lr * g } else { w = w } }"),
        Mistake("E0313", "optimizer o(lr = 1) { w = w - lr * «sqrt(g, 2)» }"),
        Mistake("E0313", "optimizer o(lr = 1) { w = w - lr * «where(g > 0, 1)» }"),
        Mistake("E0314", "optimizer o(lr = 1) { w = w - lr * «(g > 0)» }"),
        Mistake("E0314", "optimizer o(lr = 1) { w = «w < 0» }"),
        Mistake("E0315", "optimizer o(lr = 1) { w = w - lr * where(«g», 1, 0) }"),
        Mistake("E0315", "optimizer o(lr = 1) { w = w - lr * where(g > 0 and «w», 1, 0) }"),
        Mistake("E0316", "optimizer o(lr = 1) { state v = «g»; v = v + g; w = w - lr * v }"),
        Mistake("E0316", "optimizer o(lr = 1) { scalar p = «w»; p = p * 0.9; w = w - lr * p * g }"),
        Mistake("E0317", "optimizer o(lr = 1) { scalar p = 1; p = «p * g»; w = w - lr * p * g }"),
        Mistake("E0318", "optimizer o(lr = 1) { w = w - «norm(lr)» * g }"),
        Mistake("E0319", "optimizer o(lr = 1) { w = w - lr * «floor(g)» }"),
        Mistake("E0319", "optimizer o(lr = 1) { w = w - lr * «(g mod 2)» }"),
        Mistake("E0320", "optimizer o(lr = 1) { w = w - lr * «[1, 2]» }"),
        Mistake("E0320", "optimizer o(lr = 1) { w = w - lr * «sqrt» }"),
        Mistake("E0321", "optimizer o(lr = 1) { w = w - lr * «x»; x = g }"),
        Mistake("E0321", "optimizer o(lr = 1, fast = false) { if fast { x = g }\n w = w - lr * «x» }"),
        Mistake("E0322", "optimizer o(lr = «1 / 0») { w = w - lr * g }"),
        Mistake("E0313", "optimizer o(lr = 1) { w = w - lr * «orthogonalize(g)» }"),
        Mistake("E0313", "optimizer o(lr = 1) { w = w - lr * «orthogonalize(g, 5, 1)» }"),
        Mistake("E0318", "optimizer o(lr = 1) { w = w - g * row_mean(«lr») }"),
        Mistake("E0336", "optimizer o(lr = 1) { w = w - lr * orthogonalize(g, «w») }"),
        Mistake("E0324", "optimizer o(lr = 1) { only «matricse», else adam(lr: lr); w = w - lr * g }", label: "did you mean 'matrices'?"),
        Mistake("E0324", "optimizer o(lr = 1) { only matrices, else adam; «only matrices, else sgd»; w = w - lr * g }"),
        Mistake("E0324", "optimizer o(lr = 1) { only matrices, else «3»; w = w - lr * g }"),
        Mistake("E0324", "optimizer o(lr = 1) { only matrices, else adam(«lr»); w = w - lr * g }"),
        Mistake("E0327", "optimizer o(lr = 1) { only matrices, else «adma»(lr: lr); w = w - lr * g }", label: "did you mean 'adam' or 'adamax'?"),
        Mistake("E0327", "optimizer o(lr = 1) { only matrices, else «o»(lr: lr); w = w - lr * g }"),
        Mistake("E0335", "optimizer o(lr = 1) { only matrices, else «muon»(lr: lr); w = w - lr * g }"),
        Mistake("E0352", "optimizer o(lr = 1) { only matrices, else adam(«beta3»: lr); w = w - lr * g }"),
        Mistake("E0355", "optimizer o(lr = 1) { only matrices, else adam(«amsgrad»: lr); w = w - lr * g }"),
        Mistake("E0334", "optimizer o(lr = 1) { only matrices, else adam(lr: «t»); w = w - lr * g }"),
        Mistake("E0301", "optimizer o(lr = 1) { only matrices, else adam(lr: «rate»); w = w - lr * g }"),
        Mistake("E0322", "optimizer o(lr = 1, k = «[1, 2]») { w = w - lr * g }"),
        Mistake("E0326", "optimizer o as «keas»(lr = 1) { w = w - lr * g }", label: "did you mean 'keras'?"),
        Mistake("E0327", "optimizer o = «adan»(lr: 1)", label: "did you mean 'adam'?"),
        Mistake("E0328", "optimizer o = adam(«1»)"),
        Mistake("E0329", "optimizer o(rate = 1) { w = w - rate * «lr» * g }"),
        Mistake("E0330", "optimizer «cosine»(lr = 1) { w = w - lr * g }"),
        Mistake("E0330", "schedule «adam»() = lr"),
        Mistake("E0331", "optimizer o(lr = 1) { w = w - lr * max(«a»: g, b: 0) }"),
        Mistake("E0332", "optimizer o(lr = 1, «nesterov» = 2) { w = w - lr * nesterov * g }"),
        Mistake("E0332", "optimizer o(lr = 1, «momentum» = false) { if momentum { w = w - lr * g } else { w = w } }"),
        Mistake("E0333", "optimizer o(lr = 1) { state a = w; w = w - lr * g; a = a + w; evaluate a; evaluate «w» }"),
        Mistake("E0352", "optimizer o = adam(«beta» : 1)"),
        Mistake("E0353", "optimizer o(lr = 1, momentum = «1.5») { w = w - lr * momentum * g }"),
        Mistake("E0301", "schedule s(every = 5) = lr * 0.5 ^ floor(«epch» / every)", label: "did you mean 'epoch' or 'epochs'?"),
        Mistake("E0308", "schedule s(«every» = 5) = lr * 0.5 ^ epoch"),
        Mistake("E0337", "schedule s(at = [1]) = «lr * at»"),
        Mistake("E0337", "schedule s(at = 1) = lr * sum(«at»)"),
        Mistake("E0338", "schedule «s»() { scalar n = 0; n = n + 1; momentum = n / 10 }"),
        Mistake("E0303", "schedule s() { scalar «n» = 0; lr = lr / 2 }"),
        Mistake("E0304", "schedule s() { scalar «n» = 1; lr = lr / n }"),
        Mistake("E0309", "schedule s() { scalar n = 1, «n» = 2; n = n + 1; lr = lr / n }"),
        Mistake("E0310", "schedule s() { scalar «metric» = 1; lr = lr / metric }"),
        Mistake("E0307", "schedule s() { «step» = 3; lr = lr / step }"),
        Mistake("E0307", "schedule s(n = 1) { «n» = 3; lr = lr / n }"),
        Mistake("E0321", "schedule s() { if step > 3 { x = 2 }\n lr = lr * «x» }"),
        Mistake("E0321", "schedule s() { lr = lr * «x»; x = 2 }"),
        Mistake("E0301", "schedule s() { scalar n = 0; n = n + «one»; lr = lr / n }"),
        Mistake("E0323", "schedule s() { «state n = 0»; lr = lr / 2 }"),
        Mistake("E0323", "schedule s() { if step > 3 { «scalar n = 0» }\n lr = lr / 2 }"),
        Mistake("E0310", "schedule s(«steps» = 5) = lr * steps"),
        Mistake("E0339", "schedule s(k = [1, 2]) = lr * k[«-1»]"),
        Mistake("E0339", "schedule s(k = [1, 2]) = lr * k[«0.5»]"),
    ]

    @Test(arguments: mistakes) func isFoundAtItsPlace(_ mistake: Mistake) throws {
        let plain = mistake.text.replacing("«", with: "").replacing("»", with: "")
        let start = try #require(mistake.text.range(of: "«")).lowerBound.utf16Offset(in: mistake.text)
        let end = try #require(mistake.text.range(of: "»")).lowerBound.utf16Offset(in: mistake.text) - 1
        let texts = RuleTexts(plain)
        #expect(texts.parseErrors.map(\.title) == [])
        try #require(!texts.errors.isEmpty, "nothing found")
        let error = texts.errors[0]
        #expect(error.code == mistake.code, "\(error.title)")
        let place = try #require(error.primary)
        #expect(Int(place.span.start) == start && Int(place.span.end) == end, "\(error.title): at \(place.span.start)..<\(place.span.end), not \(start)..<\(end)")
        if let label = mistake.label { #expect(place.text == label) }
        #expect(texts.errors.count == 1, "\(texts.errors.map(\.title))")
        // A definition with mistakes is not there.
        #expect(!texts.library.optimizerNames.contains("o") && !texts.library.scheduleNames.contains("s"))
    }

    @Test func saysWhichNamesAreKnownAndWhereTheFirstOneStands() {
        let unknown = RuleTexts("optimizer o(lr = 1) { w = w - lr * q }").errors[0]
        #expect(unknown.notes == ["known here: columns, g, lr, rows, t, w"])
        let twice = RuleTexts("optimizer o(lr = 1, a = 1) { state a = 2; w = w - lr * a * g }").errors[0]
        #expect(twice.secondary.map(\.text) == ["first here"])
        #expect(twice.secondary.map(\.span.start) == [20])
    }

    @Test func saysWhenTheWeightsAreLeftAlone() {
        let error = RuleTexts("optimizer o(lr = 1, fast = false) { if fast { w = w - lr * g } }").errors[0]
        #expect(error.title == "'o' never writes 'w' when not fast")
    }
}

@Suite struct RuleUseErrorTests {
    private func error(_ rule: String, _ settings: [String: RuleSetting.Value], _ dialect: Dialect = .keras, schedule: ScheduleUse? = nil) -> Diagnostic? {
        do {
            _ = try RuleTexts("").library.use(
                RuleTexts.name(rule), dialect: dialect, settings: RuleTexts.settings(settings), schedule: schedule)
            return nil
        } catch {
            return error.diagnostic
        }
    }

    @Test func namesTheNearestAndTheList() throws {
        let rule = try #require(error("rmsporp", [:]))
        #expect(rule.code == "E0350" && rule.title == "no optimizer named 'rmsporp'")
        #expect(rule.primary?.text == "did you mean 'rmsprop'?")
        #expect(rule.notes[0].hasPrefix("optimizers: adadelta, adafactor, adagrad, adam, "))
        let setting = try #require(error("adam", ["beta3": 0.5]))
        #expect(setting.code == "E0352" && setting.primary?.text.hasPrefix("did you mean 'beta") == true)
        #expect(setting.notes == ["adam takes: lr, beta1, beta2, epsilon, amsgrad, decay, l2, clip_value, clip_norm, clip_global, average, overwrite, accumulate"])
    }

    @Test func answersOtherToolsWords() throws {
        #expect(error("adam", ["learning_rate": 0.1])?.primary?.text == "here it is called 'lr'")
        #expect(error("adam", ["weight_decay": 0.1])?.primary?.text == "here it is called 'decay'")
        #expect(error("adam", ["weight_decay": 0.1], .torch)?.primary?.text == "here it is called 'l2'")
        #expect(error("rmsprop", ["alpha": 0.9])?.primary?.text == "here it is called 'rho'")
    }

    @Test func refusesWhatIsOutOfRange() throws {
        #expect(error("adam", ["beta1": 1.0])?.title == "beta1 1 is out of range")
        #expect(error("adam", ["beta1": 1.0])?.primary?.text == "adam wants 0 <= beta1 < 1")
        #expect(error("adam", ["lr": -0.1])?.code == "E0353")
        #expect(error("adam", ["lr": .number(.nan)])?.code == "E0353")
        #expect(error("adam", ["lr": .number(.infinity)])?.code == "E0353")
        #expect(error("adam", ["epsilon": -1])?.code == "E0353")
        #expect(error("adam", ["lr": 0]) == nil)
        #expect(error("sgd", ["clip_value": -1])?.code == "E0353")
    }

    @Test func refusesFlagsAsNumbersAndNumbersAsFlags() {
        #expect(error("sgd", ["momentum": true])?.code == "E0354")
        #expect(error("sgd", ["nesterov": 1])?.code == "E0355")
    }

    @Test func refusesWhatWouldChangeNothing() {
        #expect(error("sgd", ["nesterov": true])?.code == "E0358")
        #expect(error("sgd", ["nesterov": true, "momentum": 0.9]) == nil)
        #expect(error("sgd", ["dampening": 0.1], .torch)?.code == "E0358")
        #expect(error("sgd", ["momentum": 0]) == nil)
        #expect(error("rprop", [:], .torch, schedule: ScheduleUse(name: RuleTexts.name("cosine")))?.code == "E0358")
    }

    @Test func checksTheCommonOptions() {
        #expect(error("sgd", ["clip_global": 1]) == nil)
        #expect(error("sgd", ["accumulate": 4]) == nil)
        #expect(error("sgd", ["accumulate": 2.5])?.code == "E0361")
        #expect(error("sgd", ["accumulate": -1])?.code == "E0353")
        #expect(error("sgd", ["overwrite": 5])?.code == "E0358") // without an average
        #expect(error("sgd", ["average": 0.9, "overwrite": 5]) == nil)
        #expect(error("muon", ["rounds": 2.5])?.code == "E0361")
        #expect(error("sgd", ["maximize": true], .torch) == nil)
        #expect(error("sgd", ["maximize": true])?.code == "E0352")
        #expect(error("adam", ["lr": [1, 2]])?.code == "E0354")
    }

    /// PyTorch refuses the two together, too.
    @Test func nesterovGoesWithoutDampening() throws {
        let both = try #require(error("sgd", ["momentum": 0.9, "nesterov": true, "dampening": 0.1], .torch))
        #expect(both.code == "E0358" && both.title == "'dampening' would change nothing here")
    }

    @Test func schedulesOfTheMomentumNeedOne() {
        let cycle = ScheduleUse(name: RuleTexts.name("one_cycle"))
        #expect(error("sgd", [:], .torch, schedule: cycle) == nil)
        #expect(error("adam", [:], .torch, schedule: cycle) == nil)
        #expect(error("adagrad", [:], .torch, schedule: cycle)?.code == "E0362")
        let kept = ScheduleUse(name: RuleTexts.name("one_cycle"), settings: RuleTexts.settings(["keep_momentum": true]))
        #expect(error("adagrad", [:], .torch, schedule: kept) == nil)
    }

    @Test func checksSchedules() {
        #expect(error("sgd", [:], schedule: ScheduleUse(name: RuleTexts.name("cosin")))?.primary?.text.hasPrefix("did you mean 'cosine'") == true)
        let unknown = ScheduleUse(name: RuleTexts.name("cosine"), settings: RuleTexts.settings(["upto": 4]))
        #expect(error("sgd", [:], schedule: unknown)?.code == "E0352")
        #expect(error("sgd", [:], schedule: ScheduleUse(name: RuleTexts.name("multistep")))?.code == "E0356")
        func multistep(_ value: RuleSetting.Value) -> ScheduleUse {
            ScheduleUse(name: RuleTexts.name("multistep"), settings: RuleTexts.settings(["milestones": value]))
        }
        #expect(error("sgd", [:], schedule: multistep(5))?.code == "E0359")
        #expect(error("sgd", [:], schedule: multistep([5, .infinity]))?.code == "E0353")
        #expect(error("sgd", [:], schedule: multistep([5, 12])) == nil)
        let zero = ScheduleUse(name: RuleTexts.name("cosine"), settings: RuleTexts.settings(["over": 0]))
        #expect(error("sgd", [:], schedule: zero)?.code == "E0360")
        #expect(error("sgd", [:], schedule: ScheduleUse(name: RuleTexts.name("step"), settings: RuleTexts.settings(["every": 5]))) == nil)
    }
}
