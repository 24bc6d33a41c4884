//! Words beside a name that tell whether it is a part of a longer one, in small letters.

use crate::text::hash::WordList;

/// Capitalised words that describe a place instead of naming another one. To be added: directions, eras, creeds.
pub(super) static DESCRIPTIONS: WordList = WordList::new(
    "\
    ancient|arab|asian|baathist|big|black|buddhist|catholic|central|christian|colonial|communist|conservative|\
    corporate|democratic|downtown|east|eastern|edwardian|elizabethan|european|fascist|free|greater|hindu|imperial|\
    inner|islamic|islamist|jewish|labour|latino|lower|mainland|medieval|metropolitan|mid|middle|midwestern|modern|\
    muslim|nazi|nearby|neighboring|neighbouring|north|northeast|northeastern|northern|northwest|northwestern|occupied|\
    old|one|orthodox|ottoman|outer|post-soviet|postwar|progressive|protestant|red|republican|rural|shi'ite|shia|south|\
    southeast|southeastern|southern|southwest|southwestern|soviet|soviet-era|sunni|sustainable|tory|tudor|union|upper|\
    upstate|urban|victorian|wartime|west|western|white",
);

/// Heads that make another name of a place wherever they follow it. To be added: words that name institutions, papers,
/// carriers, and that headlines hardly use otherwise.
pub(super) static HEADS: WordList = WordList::new(
    "\
    airasia|airlines|airports|airways|biennale|chronicle|college|counties|county|gazette|globe|herald|inquirer|\
    magazine|museum|opera|orchestra|philharmonic|river|seaquarium|sentinel|symphony|times|township|tribune|university|\
    zoo",
);

/// Nicknames of clubs, which do so, too.
pub(super) static CLUBS: WordList = WordList::new(
    "\
    76ers|astros|athletics|bengals|blackhawks|blazers|blues|braves|broncos|browns|bruins|buccaneers|buckeyes|bulldogs|\
    bulls|canadiens|canucks|capitals|cardinals|cavaliers|celtics|cf|chiefs|clan|clippers|colts|commanders|cowboys|\
    cubs|diamondbacks|dodgers|dolphins|ducks|dynamo|eagles|falcons|fc|flames|gators|glory|grizzlies|hawks|hoosiers|\
    hornets|hurricanes|huskies|jaguars|jets|knicks|kraken|lakers|liberty|longhorns|mariners|marlins|mavericks|mets|\
    nuggets|oilers|orioles|pacers|packers|panthers|patriots|penguins|phillies|phoenix|pistons|predators|raiders|\
    rangers|raptors|ravens|reds|redskins|rhinos|rockets|rovers|royals|sabres|seahawks|sharks|sooners|sounders|sox|\
    spurs|steelers|timberwolves|titans|trailblazers|twins|tykes|vikings|warriors|wings|wizards|wolverines|yankees",
);

/// Heads that do so in running text.
pub(super) static HEADS_IN_TEXT: WordList = WordList::new(
    "\
    academy|accord|accords|act|administration|agency|agreement|airline|airport|alliance|aquarium|arena|associates|\
    association|authority|ave|avenue|awards|ballet|bank|basin|basketball|bay|beach|bears|bee|blvd|board|boulevard|\
    bowl|breweries|bridge|broadcasting|casino|cathedral|center|central|centre|chamber|chambers|championship|\
    championships|charter|church|cinema|classic|clinic|club|co-operative|coalition|commission|committee|company|\
    composite|conference|conservatory|consortium|consulting|convention|corp|corporation|courier|cricket|cup|cycling|\
    daily|declaration|derby|dictionary|dispatch|drive|east|echo|enquirer|enterprises|examiner|exchange|expo|fair|\
    farms|federation|festival|football|forum|foundation|front|fund|gallery|garden|gardens|giants|group|growers|\
    gymnastics|heat|heights|hockey|holdings|hospital|hotel|inc|index|infirmary|initiative|innovation|institute|\
    institution|insurance|international|invitational|journal|kings|lane|league|legion|library|limited|lions|llc|ltd|\
    magic|mail|mall|management|marathon|masters|memorial|metals|minerals|mines|mining|mirror|mobile|monthly|mosque|\
    motors|network|news|newspaper|north|observatory|observer|online|open|organisation|organization|palace|park|\
    patriarchate|petroleum|pharmaceuticals|pirates|plc|polytechnic|post|press|prix|prize|project|protocol|radio|\
    railway|railways|resources|review|road|roundtable|rowing|rugby|saints|school|scientific|screen|seminary|shipyard|\
    show|soccer|society|solar|south|sport|square|stadium|standard|star|station|strait|street|studios|sun|technologies|\
    telecom|telegraph|theater|theatre|tigers|tobacco|today|tower|treaty|trust|unicom|unified|union|united|valley|\
    wanderers|week|west",
);

/// Heads that do so with "of" before a place: "University of Florida".
pub(super) static HEADS_OF: WordList = WordList::new(
    "\
    academy|administration|archbishop|archdiocese|army|association|authority|bank|battle|bay|bishop|board|cathedral|\
    church|college|corporation|council|diocese|duchess|duke|earl|federation|foundation|gulf|hospital|institute|lake|\
    mall|museum|port|prince|princess|project|school|scouts|service|siege|socialists|society|times|treaty|university|\
    wall|way",
);

/// Words that follow a place in capitals and begin something of that place's own: its office holders and authorities.
/// What comes after them is no head of the place's name.
pub(super) static OFFICES: WordList = WordList::new(
    "\
    ambassador|ambassadors|armed|army|assembly|attorney|authorities|border|bureau|capitol|central|chancellor|chief|co|\
    coast|commerce|communist|congress|congressman|congresswoman|council|county|court|covid|covid-19|defence|defense|\
    democrat|democratic|democrats|department|deputy|district|education|election|embassy|european|finance|first|\
    foreign|former|futures|games|gov|government|governor|health|house|immigration|intelligence|interior|jan|judge|\
    judiciary|justice|labor|labour|lawmakers|legislature|lieutenant|lobby|lt|mayor|military|minister|ministry|\
    national|navy|officials|olympic|olympics|paralympic|paralympics|parliament|party|police|premier|president|price|\
    prices|prime|public|region|rep|representative|republican|republicans|secretary|sen|senate|senator|senators|\
    sheriff|speaker|state|supreme|the|trade|treasury|vice",
);

/// Words before a given name.
pub(super) static RELATIVES: WordList = WordList::new(
    "\
    aunt|boyfriend|brother|cousin|dad|daughter|father|fiancé|fiancée|girlfriend|granddaughter|grandfather|\
    grandmother|grandson|husband|mom|mother|mum|nephew|niece|sister|son|stepdaughter|stepson|uncle|wife",
);

/// Words before somebody's name, and never before a place's.
pub(super) static ADDRESSES: WordList = WordList::new("dame|dr|judge|lady|lord|mr|mrs|ms|professor|sgt|sir");

/// Words before a place that make a firm, a body or a station of it: no given names.
pub(super) static FIRMS: WordList = WordList::new(
    "\
    air|athletics|bank|cbc|club|college|cricket|ctv|facebook|google|health|hockey|hotel|itv|morning|nhs|police|racing|\
    radio|rb|rugby|sport|sporting|team|tennis|transport|university|yahoo",
);

/// Words after the name of a firm that name the same one.
pub(super) static ENTERPRISES: WordList = WordList::new(
    "\
    co|company|corp|corporation|executive|founder|group|holding|holdings|inc|limited|ltd|plc|technology",
);

/// Words before the name of a ship.
pub(super) static SHIPS: WordList = WordList::new("hmas|hmcs|hms|rms|uss");

/// Words before a place after which it is one, whoever else in the article has its name.
pub(super) static INSIDE: WordList = WordList::new("across|around|in|inside|into|near|outside|throughout");
