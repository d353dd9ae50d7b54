using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace NbaStudio.Data.Migrations;

/// <summary>Pictures that contents name, by the hash of their bytes.</summary>
[DbContext(typeof(ConsoleDb))]
[Migration("20261129220000_Pictures")]
internal sealed class M20261129220000Pictures : Migration
{
    protected override void Up(MigrationBuilder migration) =>
        migration.CreateTable(
            "pictures",
            table => new
            {
                Id = table.Column<string>(),
                Name = table.Column<string>(),
                Type = table.Column<string>(),
                Width = table.Column<int>(),
                Height = table.Column<int>(),
                Content = table.Column<byte[]>(),
                Who = table.Column<string>(),
                Time = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_pictures", row => row.Id));
}
