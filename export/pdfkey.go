package export

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	hexadecimal "encoding/hex"
	"regexp"

	"golang.org/x/text/unicode/norm"
)

// The library protects documents by the fifth revision of PDF's security, in which trying a
// passphrase costs an attacker next to nothing, and it takes no passphrase with blanks when it
// reads. What a passphrase opens is but the document's key, which is random and stands in the
// document wrapped by the passphrase. So the library is given a random word in place of the
// passphrase, and the key is wrapped anew here, by revision 6 of ISO 32000-2, 7.6.4.

// pdfLock is where a document keeps its wrapped key.
type pdfLock struct {
	doc  []byte
	at   []int // of the parts of lockForm
	open [48]byte
}

// lockForm is how the library writes it. No part changes its length when another passphrase
// takes its place, so that everything else stays where it is.
var lockForm = regexp.MustCompile(`/CFM/AESV3/Length (256|32 )>>>>/Filter/Standard/Length 256` +
	`/O<([0-9a-f]{96})>/OE<([0-9a-f]{64})>/P -?\d+/Perms<[0-9a-f]{32}>/R ([56])` +
	`/StmF/StdCF/StrF/StdCF/U<([0-9a-f]{96})>/UE<([0-9a-f]{64})>/V 5>>`)

// The parts of lockForm.
const (
	lockLength = 2 * (iota + 1) // indexes into what the expression finds
	lockO
	lockOE
	lockR
	lockU
	lockUE
)

// findLock finds where a document keeps its wrapped key; not in one that the library did not
// write.
func findLock(doc []byte) (l pdfLock, ok bool) {
	found := lockForm.FindAllSubmatchIndex(doc, 2)
	if len(found) != 1 {
		return l, false
	}
	l = pdfLock{doc: doc, at: found[0]}
	_, err := hexadecimal.Decode(l.open[:], l.part(lockU))
	return l, err == nil
}

func (l pdfLock) part(i int) []byte { return l.doc[l.at[i]:l.at[i+1]] }

// key unwraps the document's key; not with a passphrase that does not fit.
func (l pdfLock) key(passphrase string) (key []byte, ok bool) {
	secret, hash := pdfSecret(passphrase), hash6
	if l.part(lockR)[0] == '5' {
		hash = hash5
	}
	if subtle.ConstantTimeCompare(hash(secret, l.open[32:40], nil), l.open[:32]) == 0 {
		return nil, false
	}
	key = make([]byte, 32)
	if _, err := hexadecimal.Decode(key, l.part(lockUE)); err != nil {
		return nil, false
	}
	wrapping(hash(secret, l.open[40:], nil), cipher.NewCBCDecrypter).CryptBlocks(key, key)
	return key, true
}

// relocked is the document with its key wrapped by another passphrase, for the reader and the
// owner alike.
func (l pdfLock) relocked(key []byte, passphrase string) []byte {
	secret := pdfSecret(passphrase)
	wrap := func(user []byte) (open, wrapped []byte) {
		salts := make([]byte, 16)
		_, _ = rand.Read(salts) // never fails
		open = append(hash6(secret, salts[:8], user), salts...)
		wrapped = make([]byte, len(key))
		wrapping(hash6(secret, salts[8:], user), cipher.NewCBCEncrypter).CryptBlocks(wrapped, key)
		return open, wrapped
	}
	u, ue := wrap(nil)
	o, oe := wrap(u)
	l.doc = bytes.Clone(l.doc)
	for part, value := range map[int][]byte{lockU: u, lockUE: ue, lockO: o, lockOE: oe} {
		hexadecimal.Encode(l.part(part), value)
	}
	copy(l.part(lockR), "6")
	copy(l.part(lockLength), "32 ") // bytes, where the fifth revision counted bits
	return l.doc
}

// pdfSecret is a passphrase in the form and length that PDF takes.
func pdfSecret(passphrase string) []byte {
	secret := norm.NFKC.Bytes([]byte(passphrase))
	return secret[:min(len(secret), 127)]
}

// wrapping wraps a key with another, or takes it out.
func wrapping(by []byte, how func(cipher.Block, []byte) cipher.BlockMode) cipher.BlockMode {
	return how(aesOf(by), make([]byte, aes.BlockSize))
}

func aesOf(key []byte) cipher.Block {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err) // the keys here have 16 or 32 bytes
	}
	return block
}

// hash5 is the hash of revision 5.
func hash5(secret, salt, user []byte) []byte {
	sum := sha256.Sum256(bytes.Join([][]byte{secret, salt, user}, nil))
	return sum[:]
}

// hash6 is algorithm 2.B: at least 64 rounds, each of which encrypts some kilobytes.
func hash6(secret, salt, user []byte) []byte {
	k := hash5(secret, salt, user)
	for round := 1; ; round++ {
		e := bytes.Repeat(bytes.Join([][]byte{secret, k, user}, nil), 64)
		cipher.NewCBCEncrypter(aesOf(k[:16]), k[16:32]).CryptBlocks(e, e)
		sum := 0
		for _, b := range e[:16] {
			sum += int(b) // 256 leaves 1 when divided by 3, so the digits' sum tells the rest
		}
		switch sum % 3 {
		case 0:
			h := sha256.Sum256(e)
			k = h[:]
		case 1:
			h := sha512.Sum384(e)
			k = h[:]
		default:
			h := sha512.Sum512(e)
			k = h[:]
		}
		if round >= 64 && int(e[len(e)-1]) <= round-32 {
			return k[:32]
		}
	}
}
