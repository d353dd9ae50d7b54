using System.Text;
using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Detection.Text;

namespace NbaStudio.Benchmarks.Text;

/// <summary>Invented short texts with a known structure: each label has words of its own, shares words with the labels of its family, and the rest is small talk. Some words have a slip.</summary>
internal sealed class GeneratedTexts
{
    private const int FamilySize = 7;
    private const int OwnWords = 6;
    private const int FamilyWords = 10;
    private const int SmallTalk = 300;
    private const string Consonants = "bcdfghjklmnprstvwz";
    private const string Vowels = "aeiou";
    private DecisionRandom _random;
    private readonly string[][] _own;
    private readonly string[][] _family;
    private readonly string[] _common;

    public GeneratedTexts(int labels, ulong seed)
    {
        _random = new DecisionRandom(seed);
        _common = Words(SmallTalk);
        _own = [.. Enumerable.Range(0, labels).Select(_ => Words(OwnWords))];
        _family = [.. Enumerable.Range(0, (labels / FamilySize) + 1).Select(_ => Words(FamilyWords))];
    }

    /// <summary>Texts of 4 to 15 words, labels in turn.</summary>
    public IReadOnlyList<TextExample> Make(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new TextExample(Text(i % _own.Length), i % _own.Length))];

    private string Text(int label)
    {
        var text = new StringBuilder();
        for (var words = 4 + _random.NextInt32(12); words > 0; words--)
        {
            var kind = _random.NextDouble();
            var from = kind < 0.2 ? _own[label] : kind < 0.45 ? _family[label / FamilySize] : _common;
            text.Append(text.Length == 0 ? "" : " ").Append(Slip(from[_random.NextInt32(from.Length)]));
        }

        return text.ToString();
    }

    private string Slip(string word)
    {
        if (_random.NextDouble() > 0.08)
        {
            return word;
        }

        var letters = word.ToCharArray();
        letters[_random.NextInt32(letters.Length)] = Vowels[_random.NextInt32(Vowels.Length)];
        return new string(letters);
    }

    private string[] Words(int count) => [.. Enumerable.Range(0, count).Select(_ => Word())];

    private string Word()
    {
        var word = new StringBuilder();
        for (var syllables = 2 + _random.NextInt32(3); syllables > 0; syllables--)
        {
            word.Append(Consonants[_random.NextInt32(Consonants.Length)]).Append(Vowels[_random.NextInt32(Vowels.Length)]);
        }

        return word.ToString();
    }
}
