namespace NbaStudio.Engine.Scores;

/// <summary>One node of a tree; all trees of a model stand in one array.</summary>
/// <param name="Number">Threshold of a split, value of a leaf.</param>
/// <param name="Feature">Feature that is looked at; -1 = a leaf.</param>
/// <param name="Left">Index of the child in the array of the model.</param>
/// <param name="Right">Likewise.</param>
/// <param name="SetStart">First number of its set of categories.</param>
/// <param name="SetLength">Numbers in the set.</param>
internal readonly record struct TreeNode(double Number, int Feature, int Left, int Right, int SetStart, int SetLength, TreeNodeKind Kind)
{
    public bool IsLeaf => Feature < 0;

    public bool Is(TreeNodeKind kind) => (Kind & kind) != 0;

    public static TreeNode Leaf(double value) => new(value, -1, -1, -1, 0, 0, TreeNodeKind.None);
}

[Flags]
internal enum TreeNodeKind : byte
{
    None = 0,
    Categorical = 1,
    MissingGoesLeft = 2,

    /// <summary>LightGBM: zero counts as missing.</summary>
    ZeroIsMissing = 4,

    /// <summary>LightGBM: NaN is missing; without it NaN counts as zero.</summary>
    NanIsMissing = 8,
}
