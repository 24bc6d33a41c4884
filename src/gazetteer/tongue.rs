//! The language of a text, against those that aliases are of.

use super::Inner;
use super::sparse::Sparse;
use crate::text::base_language as base;
use crate::{Error, Result};

/// Which aliases a text may hold by its language: all, unless it is known and the gazetteer has aliases of languages.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tongue<'g>(Option<(&'g Sparse, &'g str)>);

impl<'g> Tongue<'g> {
    /// All aliases.
    pub(super) const ANY: Self = Self(None);

    pub(super) fn new(inner: &'g Inner, lang: Option<&'g str>) -> Self {
        Self(lang.filter(|_| !inner.langs.aliases.is_empty()).map(|lang| (&inner.langs, lang)))
    }

    /// Whether an alias may stand in the text.
    #[inline(always)]
    pub(super) fn speaks(self, alias: u32) -> bool {
        self.0.is_none_or(|(langs, lang)| langs.get(alias).is_none_or(|own| agree(own, lang)))
    }
}

/// Whether two codes may be of one language: only what comes before a hyphen counts, and "und" (unknown) and "mul" (many)
/// agree with all.
fn agree(one: &str, other: &str) -> bool {
    let (one, other) = (base(one), base(other));
    let any = |code: &str| ["und", "mul"].iter().any(|known| code.eq_ignore_ascii_case(known));
    one.eq_ignore_ascii_case(other) || any(one) || any(other)
}

/// The codes of two letters, of ISO 639-1.
static CODES: &str = "\
    aaabaeafakamanarasavayazbabebgbhbibmbnbobrbscacechcocrcscucvcydadedvdzeeeleneoeseteufafffifjfofrfygagdglgngugv\
    hahehihohrhthuhyhziaidieigiiikioisitiujajvkakgkikjkkklkmknkokrkskukvkwkylalblglilnloltlulvmgmhmimkmlmnmrmsmtmy\
    nanbndnengnlnnnonrnvnyocojomorospapiplpsptqurmrnrorurwsascsdsesgshsiskslsmsnsosqsrssstsusvswtatetgthtitktltnto\
    trtstttwtyugukuruzvevivowawoxhyiyozazhzu";

/// Checks a language code: one of two letters that there is, such as "en", or of three, and more after a hyphen, as in
/// "pt-BR".
///
/// # Errors
/// Another text; the message says what is accepted.
pub fn check_lang(code: &str) -> Result<()> {
    let base = base(code);
    let known = || CODES.as_bytes().chunks(2).any(|code| code.eq_ignore_ascii_case(base.as_bytes()));
    if base.bytes().all(|byte| byte.is_ascii_alphabetic()) && (base.len() == 3 || base.len() == 2 && known()) {
        return Ok(());
    }
    Err(Error::bad_option("lang", format!("{code:?}"), "a language code is needed: en, de, pt-BR ..."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_agree_by_their_language() {
        for (one, other) in
            [("de", "de"), ("de-AT", "DE"), ("pt_BR", "pt-PT"), ("nb", "no"), ("und", "fr"), ("en", "mul")]
        {
            assert!(agree(one, other), "{one} {other}");
        }
        for (one, other) in [("de", "en"), ("de", "den"), ("no", "nl")] {
            assert!(!agree(one, other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        assert!(["en", "EN", "zh-Hans", "yue"].iter().all(|code| check_lang(code).is_ok()));
        assert!(["", "e", "english", "-en", "12", "xx"].iter().all(|code| check_lang(code).is_err()));
    }
}
