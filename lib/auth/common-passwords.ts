/** Words that head the lists of leaked passwords, in the languages of the portal's countries. */
const words = `
password passw0rd p@ssword p@ssw0rd pass passwort kennwort contrasena motdepasse parola haslo heslo wachtwoord salasana
losenord adgangskode password1 qwerty qwertz azerty qwertyuiop qazwsx asdfgh asdfghjkl zxcvbn zxcvbnm letmein welcome
willkommen bienvenue bienvenido benvenuto admin administrator root user guest login master manager superman batman
spiderman pokemon naruto starwars matrix dragon monkey tiger panther eagle shadow hunter ranger killer ninja samurai
football baseball basketball hockey soccer liverpool arsenal chelsea barcelona realmadrid juventus dynamo shakhtar
iloveyou loveyou ilovegod jesus jesuschrist blessed forever freedom liberty princess sunshine flower butterfly chocolate
cookie banana cheese pepper ginger summer winter autumn spring january february march april june july august september
october november december monday tuesday wednesday thursday friday saturday sunday sommer inverno verano zima leto
michael michelle jennifer jessica jordan joshua matthew daniel andrew anthony robert thomas charlie george william
alexander alexandra natasha svetlana oksana tetiana volodymyr oleksandr dmytro andriy serhiy maksim viktor marina olena
computer internet samsung google facebook instagram microsoft windows apple android iphone nokia mercedes ferrari porsche
mustang corvette toyota yamaha harley secret private security alarm guardian default changeme temppass temporary testing
trustno whatever nothing something hello helloworld goodbye diamond silver golden purple orange yellow australia england
london paris berlin madrid warszawa praha kyiv ukraine ukraina slava poland deutschland france italia espana america
canada texas california newyork chicago boston dallas phoenix
`
  .trim()
  .split(/\s+/);

/** What people put behind a word to reach a length or to please a rule. */
const tails = `
1 12 123 1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 1! 12! 123! 1234! 12345! 123456! ! !! !!!
0 00 000 0000 007 01 02 10 11 21 22 69 77 99 100 111 1111 222 321 4321 54321 654321 666 777 7777 888 8888 999 9999
1980 1985 1990 1991 1992 1993 1994 1995 1996 1997 1998 1999 2000 2001 2002 2003 2004 2005 2010 2015 2018 2019 2020 2021
2022 2023 2024 2025 2026 2027 @123 @1234 @12345 #123 #1234 _123 _1234 -123 -1234 .123 *123 $123 abc abc123 qwe qwe123
qwerty qwerty123 asd123 xyz aaa 123abc 123qwe 1q2w3e 1q2w3e4r
`
  .trim()
  .split(/\s+/);

/** Runs over keyboards, and sayings, that are long enough by themselves. */
const runs = `
1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1qaz2wsx3edc 1qaz2wsx3edc4rfv qazwsxedcrfv qazwsxedcrfvtgb zaq12wsxcde3
zaq1xsw2cde3 qwertyuiopas qwertyuiop12 qwertyuiop123 qwertyuiop[] qwertyuiopasdf qwertyuiopasdfghjkl
qwertyuiopasdfghjklzxcvbnm asdfghjkl123 asdfghjkl1234 zxcvbnm12345 zxcvbnmasdfghjkl poiuytrewq123 mnbvcxzlkjhg
q1w2e3r4t5y6 q1w2e3r4t5y6u7 a1s2d3f4g5h6 abcdefghijkl abcdefghijklm abcdefghijklmnop abcdefghijklmnopqrstuvwxyz
abcd12345678 abc123abc123 abcabcabcabc abcdef123456 abcdefg12345 abcdefgh1234 aa1234567890 a12345678901 1234567890ab
123456789abc 12345678abcd 1234567890qwe 123456qwerty 123qweasdzxc qweasdzxc123 qwe123asd456 1234qwerasdf 1234qwerasdfzxcv
123456789012 1234567890123 12345678901234 123456789123 123456789123456789 1234567891011 112233445566 11223344556677
123123123123 123321123321 123456123456 123456654321 121212121212 131313131313 101010101010 098765432109 987654321012
0987654321abc 147258369147 147258369000 159357159357 159753258456 741852963000 102030405060 010203040506 111222333444
777888999000 000000000000 111111111111 222222222222 333333333333 444444444444 555555555555 666666666666 777777777777
888888888888 999999999999 aaaaaaaaaaaa iloveyou1234 iloveyouforever iloveyousomuch ilovemyfamily ilovemywife
ilovemydaughter ilovemymother iloveyoumom ihateyou1234 letmeinplease letmeinnow123 openthedoor opensesame123
thisismypassword mypassword123 mypassword1234 newpassword1 newpassword123 yourpassword nopassword123 securepassword
strongpassword superpassword passwordisnow passwordispassword correcthorsebatterystaple correct-horse-battery-staple
trustno1trustno1 changemeplease changemenow123 administrator1 administrator123 adminadmin12 adminadmin123 rootrootroot
testtesttest testtest1234 testpassword temppassword temporarypass welcometothejungle welcomehome123 gooddaysunshine
everythingisfine nothingelsematters manchesterunited manchestercity liverpoolfc1 realmadrid123 barcelona1899 starwars1977
maytheforcebewithyou harrypotter1 harrypotter123 lordoftherings gameofthrones spongebob123 teenagemutant thequickbrownfox
loremipsumdolor alarmsystem1 alarmsystem123 securityalarm smokedetector burglaralarm homesecurity protection123
`
  .trim()
  .split(/\s+/);

/** The lengths that a new password may have. */
const allowed = { shortest: 12, longest: 128 };

function spell(): ReadonlySet<string> {
  const doubled = words.flatMap((word) => [word + word, `${word}${word}1`, `${word} ${word}`, word + word + word]);
  const tailed = words.flatMap((word) => tails.flatMap((tail) => [word + tail, tail + word]));
  const all = [...runs, ...doubled, ...tailed].map((password) => password.toLowerCase());
  return new Set(all.filter(({ length }) => length >= allowed.shortest && length <= allowed.longest));
}

let spelled: ReadonlySet<string> | undefined;

/**
 * Returns the shipped list of common passwords of allowed length, in lower case: the words and tails of the leaked lists
 * in the ways people join them, because those lists themselves hold only some hundreds of twelve characters or more.
 */
export function commonPasswords(): ReadonlySet<string> {
  spelled ??= spell();
  return spelled;
}
