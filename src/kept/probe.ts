// Reads a whole folder of --state and says nothing; where the file is damaged, this process ends by a signal and no other does.
import { open } from 'lmdb'

const database = open({ path: String(process.argv[2]), overlappingSync: false, noSubdir: false, readOnly: true })
for (const _ of database.getRange());
void database.close()
