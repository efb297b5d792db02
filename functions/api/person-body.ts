import { Person } from "@outlay/domain/person";
import * as z from "zod";

/** Who did something, in answers. */
export const PersonBody = z
  .object(Person.shape)
  .meta({ id: "Person", description: "Who it was; `name` is a member's e-mail or a key's name, as it was then." });
