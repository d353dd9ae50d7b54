namespace NbaStudio.Components.Pages.Rules;

/// <summary>What a line of a rule says about its subject. <see cref="Holds"/>: the subject is a condition already, such as a yes-no attribute or a named condition.</summary>
public enum RuleOperator : byte { Equal, NotEqual, Greater, GreaterOrEqual, Less, LessOrEqual, OneOf, NoneOf, Between, Contains, Present, Missing, Holds }
