/* The two hundred words that stand first in lists of stolen passwords, without the digits behind them. */

const WORDS = `
  password passwort motdepasse contrasena unknot cramp cramps muscle qwerty iloveyou qwertyuiop monkey
  dragon myspace target zxcvbnm gwerty asdfghjkl qazwsx princess computer ashley michael football sunshine
  aaaaaa daniel asdfgh abcd passer love shadow superman jordan jessica baseball master asdf samsung charlie
  azerty soccer jesus qwer linkedin babygirl thomas status michelle liverpool nicole asdasd qwert lovely
  andrew gfhjkm joshua anthony hello justin angel zxcvbn jennifer naruto tigger hunter welcome pokemon
  robert parola secret loveme purple mother apple qazwsxedc money trustno matthew buster andrea hannah
  basketball freedom iloveu chelsea george friends william samantha amanda golfer summer chocolate number
  flower maggie letmein pakistan batman butterfly marina forever qweqwe mustang internet alexander london
  harley pepper xbox family whatever joseph loveyou jasmine orange cookie junior qweasdzxc martin user
  google ginger patrick arsenal abcdef mylove starwars taylor brandon diamond snoopy vqsablpzla qweasd chris
  matrix mickey jonathan school melissa eminem lovers cheese richard yellow nikita oliver bailey cjmasterinf
  christian sophie yuantuo mercedes victoria peanut million tudelft benjamin diosesfiel dpbk abcdefg sandra
  happy elizabeth prince banana angels angela samuel qqqqqq qwertyu barcelona hockey monster ghbdtn nathan
  chicken carlos antonio gabriel silver lucky bubbles slipknot jackson morgan austin rainbow hottie madison
  natasha vanessa metallica adidas america mommy james spiderman alexis
`;

export const COMMON = new Set(WORDS.trim().split(/\s+/));
