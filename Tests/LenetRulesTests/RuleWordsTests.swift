import LenetRules
import Testing

/// The words that a library keeps beside its definitions are those of the definitions that hold.
@Suite struct RuleWordsTests {
    @Test func wordsFollowTheDefinitions() {
        let first = RuleTexts("optimizer mine(lr = 0.1, haste = 2, loud = false) { if loud { w = w - lr * haste * g } else { w = w - lr * g } }").library
        #expect(first.optimizerNames.contains("mine") && !first.scheduleNames.contains("mine"))
        #expect(first.settingWords.isSuperset(of: ["lr", "haste", "loud", "every", "accumulate"]))
        let before = RuleTexts("").library
        #expect(before.settingWords.isDisjoint(with: ["haste", "loud"]))
        #expect(first.flagWords.subtracting(before.flagWords) == ["loud"])
        #expect(before.optimizerNameSet == Set(before.optimizerNames) && before.scheduleNames.contains("cosine"))
        #expect(before.scheduleFlagWords.contains("staircase") && !before.flagWords.contains("staircase"))
    }

    /// A word that only the replaced definition said is free again, as a number too.
    @Test func aReplacedDefinitionTakesItsWordsAlong() {
        let texts = RuleTexts(
            """
            optimizer mine(lr = 0.1, loud = false) { if loud { w = w - lr * g } else { w = w - lr * sign(g) } }
            optimizer mine(lr = 0.1, calm = false) { if calm { w = w - lr * g } else { w = w - lr * sign(g) } }
            optimizer other(lr = 0.1, loud = 2) { w = w - lr * loud * g }
            """)
        #expect(texts.errors.isEmpty, "\(texts.errors)")
        #expect(texts.library.flagWords.contains("calm") && !texts.library.flagWords.contains("loud"))
        #expect(texts.library.settingWords.isSuperset(of: ["calm", "loud"]))
    }
}
