//! The commonest function words of languages that share a script with others.

/// BCP 47 tag and words, in one text: a list of texts would come with the address and the length
/// of each. As many for each, so that none has an advantage; lower case; no apostrophes, at which
/// words are split (`l’article`, `Chile’s`).
pub(super) const FUNCTION_WORDS: [(&str, &str); 24] = [
    (
        "en",
        "the of and to in a is that for on was with as it by at from be are has his this not \
         s but have he an which had their they will were or said who its more been",
    ),
    (
        "es",
        "de la el que en y los del se las por un con una para es su al como no más lo ha sus \
         a este o entre pero también fue si sobre sin esta son cuando hasta desde ser",
    ),
    (
        "pt",
        "de a o que e do da em um para é com não uma os no se na por mais as dos como foi ao \
         ou ser seu sua ele à pelo pela também são mas está entre já das",
    ),
    (
        "gl",
        "de a o que e do da en un para é con non unha os no se na por máis as dos como foi ao \
         ou ser seu súa nun á polo pola tamén son pero está entre xa das",
    ),
    (
        "ca",
        "de la el que i a en un els per és amb no una les del se al més com va dels ha l d o \
         però també ser són aquest aquesta seu seva pel han què als entre fins",
    ),
    (
        "fr",
        "de la le et les des en un du une que est pour qui dans à par plus pas au sur ne l d \
         a il elle se ce qu son sa été avec cette mais sont ont aux ou",
    ),
    (
        "it",
        "di e il la che in un per è non una del si le dei della da con sono i al nel ha più l \
         a gli come anche alla ma dal lo nella se stato delle o questo sul",
    ),
    (
        "ro",
        "de și în a la cu pe nu că o care din se un este al mai pentru fost sunt au ale lui \
         prin să fi după ca dar între ar ce sau către această unui unei acest iar până",
    ),
    (
        "de",
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als \
         auch es an hat er sie dass wird sind bei werden aus nach wie am war noch einen einer \
         einem",
    ),
    (
        "nl",
        "de van het een en in is dat op te zijn met voor niet aan er die om ook door als bij \
         naar wordt heeft hij was worden maar over uit zei nog dan wel ze deze tot meer \
         hebben",
    ),
    (
        "sv",
        "och i att det som en på är av för med till den har de inte ett om men från var vid \
         sig kan han hon så säger under efter eller när nu där ska skulle alla sin detta \
         också",
    ),
    (
        "da",
        "og i at det som en på er af for med til den har de ikke et om men fra var ved sig \
         blev han hun så siger under efter eller når nu der skal skulle alle sin dette også",
    ),
    (
        "nb",
        "og i å det som en på er av for med til den har de ikke et om men fra var ved seg ble \
         han hun så sier under etter eller når nå at skal skulle alle sin dette også",
    ),
    (
        "fi",
        "ja on ei se että oli hän mutta kun myös ovat tai joka mukaan sen jos kuin vuoden \
         mitä niin sekä ole jo vain ollut hänen ne tämä olla nyt jotka kanssa jossa vielä \
         sitä ennen jälkeen voi siitä koska",
    ),
    (
        "pl",
        "w i na z się nie do że to jest o jak po od za przez dla co oraz ale są przy jego jej \
         a być który która które tym ich tak był było może już tego także ma będzie",
    ),
    (
        "cs",
        "a v se na je že s o z do i to ve pro za by jako po od ale k jsou už jeho u si bylo \
         který která které tak podle jen při nebo byl také aby před bude",
    ),
    (
        "hu",
        "a az és hogy nem is egy meg volt csak már még de ez azt mint van el szerint lesz ki \
         ha után között aki ami amely nagy minden sem majd pedig vagy akkor kell lehet így \
         most ezt olyan",
    ),
    (
        "tr",
        "ve bir bu da de için ile olarak çok daha olan ne gibi o var kadar sonra ama ise her \
         en değil ya göre mi ki ancak oldu olduğunu dedi iki tarafından büyük hem yeni ilk \
         önce üzere bunun diye",
    ),
    (
        "id",
        "yang dan di dengan untuk dari ini dalam itu pada tidak akan juga oleh ke ada sebagai \
         telah atau tersebut karena lebih bisa mereka kata saat dia tak sudah menjadi bahwa \
         kami saya dapat secara seperti hingga serta bagi para",
    ),
    (
        "ru",
        "и в не на что с по как из у за от для это он к о его а но был было также которые до \
         же так она они бы её их ее или если уже при все будет году",
    ),
    (
        "uk",
        "і в не на що з за та до у як від для про це його але був також які було він або й є \
         а по зі із бо щоб вона вони їх її так при вже буде року",
    ),
    (
        "bg",
        "и на в за се от да не че с по са като е при до ще той но това със през които бе а \
         или тя те му ни си бъде към който която няма след беше още само",
    ),
    (
        "ar",
        "في من على أن إلى التي عن مع هذا الذي ما لا كان بعد قد هذه بين أو كما لم خلال ذلك أنه \
         إن و كانت هو هي قال منذ حيث أي كل وقد ولا حتى وفي عند غير أيضا",
    ),
    (
        "fa",
        "و در به از که این را با است برای آن های می شد خود یک تا بر شده هم نیز کرد اما بود \
         باید دو شود کند وی ما هر یا پس بین دارد کرده اند آنها پیش گفت",
    ),
];

/// Words of each language.
const EACH: usize = 40;

const _: () = {
    let mut language = 0;
    while language < FUNCTION_WORDS.len() {
        let text = FUNCTION_WORDS[language].1.as_bytes();
        let (mut words, mut at) = (1, 0);
        while at < text.len() {
            if text[at] == b' ' {
                words += 1;
            }
            at += 1;
        }
        assert!(words == EACH, "each language has as many words");
        language += 1;
    }
};
