namespace NbaStudio.Engine.Policies;

/// <summary>A model that was trained elsewhere: its answer for a customer is score.&lt;name&gt;.</summary>
public sealed record ScoreDocument
{
    public int? Key { get; init; }
    public string Name { get; init; } = "";
    public IReadOnlyDictionary<string, string>? Label { get; init; }
    /// <summary>Content of the model file, as it is: XGBoost JSON, LightGBM text, or CSV of coefficients.</summary>
    public string Model { get; init; } = "";
    /// <summary>Name in the file to the input that provides it; absent = the attribute, else the aggregate of the same name.</summary>
    public IReadOnlyDictionary<string, string> Features { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<ScoreCategoriesDocument> Categories { get; init; } = [];
}

/// <summary>Texts of a feature that a model takes as codes.</summary>
public sealed record ScoreCategoriesDocument
{
    /// <summary>Name in the file.</summary>
    public string Feature { get; init; } = "";
    /// <summary>The first is code 0, the second 1 and so on; a text that is not listed is missing.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}
