import { diffSchemas, readSchemaFiles } from "./schema-engine";

process.stdout.write(await diffSchemas(null, readSchemaFiles("prisma/schema")));
