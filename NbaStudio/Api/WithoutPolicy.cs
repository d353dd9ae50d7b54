namespace NbaStudio.Api;

/// <summary>The endpoint works before the first policy is published.</summary>
internal sealed record WithoutPolicy;
