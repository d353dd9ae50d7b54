using NbaStudio.Commands.Import.Reading;
using NbaStudio.Engine.Detection.Text;

namespace NbaStudio.Commands.Evaluate;

/// <summary>Texts with their labels, read from files.</summary>
internal sealed class LabelledTexts
{
    private const int MostLabels = 1_000;
    private readonly List<string> _labels = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);

    /// <summary>Labels in the order in which they first occur, over all files.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>Rows without a text or a label, or that cannot be read.</summary>
    public int Skipped { get; private set; }

    /// <summary>Reads one file.</summary>
    /// <exception cref="CommandException">A column is missing, there is no usable row, or there are more than 1,000 labels.</exception>
    public IReadOnlyList<TextExample> Read(string path, string textColumn, string labelColumn, string? delimiter)
    {
        var rows = RowSources.Open(path, null, delimiter);
        var (text, label) = (FileColumns.Find(rows.Columns, "text", textColumn, path), FileColumns.Find(rows.Columns, "label", labelColumn, path));
        var examples = new List<TextExample>();
        foreach (var row in rows.Read())
        {
            var (said, meant) = (RowCells.Text(row, text), RowCells.Text(row, label));
            if (row.Mistake is not null || said is null || meant is null)
            {
                Skipped++;
                continue;
            }

            if (!_indexes.TryGetValue(meant, out var index))
            {
                _indexes[meant] = index = _labels.Count;
                _labels.Add(meant);
            }

            examples.Add(new TextExample(said, index));
            if (_labels.Count > MostLabels)
            {
                throw new CommandException($"--label {labelColumn}: {path} has more than {MostLabels} different labels. Is it the right column?");
            }
        }

        return examples.Count > 0 ? examples : throw new CommandException($"{path} has no row with a text and a label.");
    }
}
