namespace NbaStudio.Data;

/// <summary>One item of the policy as it is stored: its kind (objective, action, ...), id, stable key and JSON text.</summary>
public sealed record StoredItem(string Kind, string Id, long Key, string Json);
